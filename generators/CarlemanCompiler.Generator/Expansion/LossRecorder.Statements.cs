using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;

namespace CarlemanCompiler.Generator.Expansion;

/// <content>Statements.</content>
internal sealed partial class LossRecorder
{
    private Flow Run(IReadOnlyList<Statement> statements, Frame frame)
    {
        for (int i = 0; i < statements.Count; i++)
        {
            if (Run(statements[i], frame) is var flow && flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private Flow Run(Statement statement, Frame frame)
    {
        Step(statement.Node);
        switch (statement)
        {
            case Block block:
                return Run(block.Body, frame);
            case Declaration declaration:
                frame.Slots[declaration.Slot] = declaration.Value is null ? null : Evaluate(declaration.Value, frame);
                return Flow.Next;
            case Effect { Expression: Call call }:
                Invoke(call, frame);
                return Flow.Next;
            case Effect effect:
                Evaluate(effect.Expression, frame);
                return Flow.Next;
            case If branch:
                return Truth(branch.Condition, frame) ? Run(branch.WhenTrue, frame)
                    : branch.WhenFalse is { } otherwise ? Run(otherwise, frame)
                    : Flow.Next;
            case Loop loop:
                return Run(loop, frame);
            case ForEach loop:
                return Run(loop, frame);
            case Switch branch:
                return Run(branch, frame);
            case Return result:
                frame.Result = result.Value is null ? null : Evaluate(result.Value, frame);
                return Flow.Return;
            case Jump jump:
                return jump.IsBreak ? Flow.Break : Flow.Continue;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} has no execution.");
        }
    }

    private Flow Run(Loop loop, Frame frame)
    {
        Run(loop.Before, frame);
        bool first = true;
        while ((first && !loop.TestFirst) || loop.Condition is null || Truth(loop.Condition, frame))
        {
            Step(loop.Node);
            first = false;
            var flow = Run(loop.Body, frame);
            if (flow is Flow.Break or Flow.Return)
            {
                return flow == Flow.Return ? flow : Flow.Next;
            }

            Run(loop.Update, frame);
        }

        return Flow.Next;
    }

    private Flow Run(ForEach loop, Frame frame)
    {
        var vector = Vector(loop.Collection, frame);
        for (int i = 0; i < vector.Count; i++)
        {
            frame.Slots[loop.Slot] = loop.Widens ? new RealValue(((IntegerValue)vector[i]).Number) : vector[i];
            var flow = Run(loop.Body, frame);
            if (flow is Flow.Break or Flow.Return)
            {
                return flow == Flow.Return ? flow : Flow.Next;
            }
        }

        return Flow.Next;
    }

    private Flow Run(Switch branch, Frame frame)
    {
        var value = Evaluate(branch.Value, frame);
        var section = branch.Sections.FirstOrDefault(s => s.Labels.Any(label =>
                !label.IsDefault && Matches(value, label.Pattern, frame) && (label.Guard is null || Truth(label.Guard, frame))))
            ?? branch.Sections.FirstOrDefault(s => s.Labels.Any(label => label.IsDefault));
        var flow = section is null ? Flow.Next : Run(section.Body, frame);
        return flow == Flow.Break ? Flow.Next : flow;
    }

    private bool Matches(Value value, Pattern pattern, Frame frame) => pattern switch
    {
        AnyPattern => true,
        RelationPattern relation => Compare(relation.Node, relation.Operator, value, Evaluate(relation.Value, frame)),
        NotPattern negated => !Matches(value, negated.Inner, frame),
        LogicPattern { IsAnd: true } both => Matches(value, both.Left, frame) && Matches(value, both.Right, frame),
        LogicPattern either => Matches(value, either.Left, frame) || Matches(value, either.Right, frame),
        _ => throw new InvalidOperationException($"{pattern.GetType().Name} has no meaning."),
    };

    private bool Truth(Expression condition, Frame frame) => ((BooleanValue)Evaluate(condition, frame)).Truth;

    private static bool Compare(int node, ComparisonOperator operation, Value left, Value right)
    {
        if (left is NodeValue or VariableValue || right is NodeValue or VariableValue)
        {
            throw ExpansionException.At(
                node, Descriptors.NotPolynomial, "A comparison of weights or data",
                "branches and loops are decided when the loss is compiled; for a ReLU use LossMath.Softplus or LossMath.Gelu with a declared "
                    + "approximation, for other cases a smooth function");
        }

        return (left, right) switch
        {
            (IntegerValue a, IntegerValue b) => Holds(operation, a.Number.CompareTo(b.Number)),
            (RealValue a, RealValue b) => Holds(operation, a.Number.CompareTo(b.Number)),
            (BooleanValue a, BooleanValue b) => (a.Truth == b.Truth) == (operation == ComparisonOperator.Equal),
            _ => throw new InvalidOperationException($"{left.GetType().Name} and {right.GetType().Name} do not compare."),
        };
    }

    private static bool Holds(ComparisonOperator operation, int order) => operation switch
    {
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        ComparisonOperator.GreaterOrEqual => order >= 0,
        ComparisonOperator.Equal => order == 0,
        _ => order != 0,
    };

    private enum Flow
    {
        Next,
        Break,
        Continue,
        Return,
    }
}
