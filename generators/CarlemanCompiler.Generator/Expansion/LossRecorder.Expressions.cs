using CarlemanCompiler.Approximation;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Generator.Expansion;

/// <content>Expressions.</content>
internal sealed partial class LossRecorder
{
    private Value Evaluate(Expression expression, Frame frame)
    {
        Step(expression.Node);
        return expression switch
        {
            IntegerConstant constant => new IntegerValue(constant.Value),
            RealConstant constant => new RealValue(constant.Value),
            BooleanConstant constant => new BooleanValue(constant.Value),
            VariableReference reference => Read(
                reference.Node, frame.Outer(reference.Level).Slots[reference.Slot] ?? throw Unassigned(reference.Node, reference.Name)),
            FieldReference reference => FieldOf(reference),
            Widening widening => new RealValue(Integer(widening.Operand, frame)),
            Truncation truncation => Truncate(truncation, frame),
            Negation negation => Negate(negation, frame),
            Not not => new BooleanValue(!Truth(not.Operand, frame)),
            Arithmetic arithmetic =>
                Apply(arithmetic.Node, arithmetic.Operator, Evaluate(arithmetic.Left, frame), Evaluate(arithmetic.Right, frame)),
            Comparison comparison => new BooleanValue(Compare(
                comparison.Node, comparison.Operator, Evaluate(comparison.Left, frame), Evaluate(comparison.Right, frame))),
            Logic logic => Decide(logic, frame),
            Conditional choice => Evaluate(Truth(choice.Condition, frame) ? choice.WhenTrue : choice.WhenFalse, frame),
            Selection selection => Select(selection, frame),
            PatternTest test => new BooleanValue(Matches(Evaluate(test.Value, frame), test.Pattern, frame)),
            Element element => Read(element.Node, ElementOf(element, frame)),
            MatrixElement element => Read(element.Node, EntryOf(element, frame)),
            RangeSlice slice => Slice(slice, frame),
            LengthSlice slice => Slice(slice, frame),
            Extent extent => ExtentOf(extent, frame),
            MatrixRow row => RowOf(row, frame),
            VectorLiteral literal => LiteralOf(literal, frame),
            NewVector creation => ZerosOf(creation, frame),
            VectorCopy copy => CopyOf(Vector(copy.Vector, frame)),
            NewMatrix creation => MatrixOf(creation, frame),
            TupleLiteral tuple => new TupleValue([.. tuple.Elements.Select(e => Evaluate(e, frame))]),
            TupleElement element => ((TupleValue)Evaluate(element.Tuple, frame)).Elements[element.Index],
            Call call => Invoke(call, frame) ?? throw Unassigned(call.Node, program.Methods[call.Method].Name),
            LibraryCall call => Library(call, frame),
            SmoothCall call => Smooth(call, frame),
            MathCall call => MathOf(call, [.. call.Arguments.Select(a => Evaluate(a, frame))]),
            Assignment assignment => Assign(assignment, frame),
            _ => throw new InvalidOperationException($"{expression.GetType().Name} has no evaluation."),
        };
    }

    /// <summary>A weight or a number of the sample joins the tape where it is first read, so that generated code reads in the user's order.</summary>
    private Value Read(int node, Value value) => value is VariableValue ? new NodeValue(reals.ToNode(value, node)) : value;

    private static ExpansionException Unassigned(int node, string name) =>
        ExpansionException.At(node, Descriptors.Unsupported, $"Variable '{name}' without a value", "assign it first");

    private int Integer(Expression expression, Frame frame) => ((IntegerValue)Evaluate(expression, frame)).Number;

    private Value? Invoke(Call call, Frame frame)
    {
        bool isLocal = program.Methods[call.Method].IsLocal;
        return Invoke(
            call.Method, call.Node, isLocal ? frame.Outer(call.Level) : null, [.. call.Arguments.Select(a => Evaluate(a, frame))]);
    }

    private Value Negate(Negation negation, Frame frame) => Evaluate(negation.Operand, frame) switch
    {
        IntegerValue integer => new IntegerValue(IntegerArithmetic.Negate(negation.Node, integer.Number)),
        var real => reals.Negate(negation.Node, real),
    };

    private Value Apply(int node, ArithmeticOperator operation, Value left, Value right) => (left, right) switch
    {
        (IntegerValue a, IntegerValue b) => new IntegerValue(IntegerArithmetic.Apply(node, operation, a.Number, b.Number)),
        _ => reals.Apply(node, operation, left, right, divide: () =>
            reals.Multiply(node, left, smooth.Apply(node, SmoothFunction.Reciprocal, "1 / x", right, declared: null))),
    };

    private IntegerValue Truncate(Truncation truncation, Frame frame)
    {
        if (Evaluate(truncation.Operand, frame) is not RealValue real)
        {
            throw ExpansionException.At(
                truncation.Node, Descriptors.NotPolynomial, "(int) of weights or data", "leave the number a double, without rounding");
        }

        return real.Number is > int.MinValue - 1.0 and < int.MaxValue + 1.0
            ? new IntegerValue((int)real.Number)
            : throw ExpansionException.At(
                truncation.Node, Descriptors.ConstantArithmetic, $"The number {Text(real.Number)} does not fit an int");
    }

    private BooleanValue Decide(Logic logic, Frame frame)
    {
        bool left = Truth(logic.Left, frame);
        if (logic.ShortCircuits && left != logic.IsAnd)
        {
            return new BooleanValue(left);
        }

        bool right = Truth(logic.Right, frame);
        return new BooleanValue(logic.IsAnd ? left && right : left || right);
    }

    private Value Select(Selection selection, Frame frame)
    {
        var value = Evaluate(selection.Value, frame);
        var arm = selection.Arms.FirstOrDefault(a => Matches(value, a.Pattern, frame) && (a.Guard is null || Truth(a.Guard, frame)))
            ?? throw ExpansionException.At(selection.Node, Descriptors.ConstantArithmetic, "No arm of this 'switch' matches its value");
        return Evaluate(arm.Result, frame);
    }

    private Value Smooth(SmoothCall call, Frame frame)
    {
        var argument = Evaluate(call.Argument, frame);
        return smooth.Apply(call.Node, call.Function, call.Text, argument, Declared(call.Node, call.Declared, frame));
    }

    /// <summary>degree, radius, centre and method of a call: constants.</summary>
    private ApproximationSetting? Declared(int node, IReadOnlyList<Expression>? arguments, Frame frame)
    {
        if (arguments is null)
        {
            return null;
        }

        var values = arguments.Select(a => Evaluate(a, frame)).ToList();
        return values is [IntegerValue degree, RealValue radius, ..]
            && values.ElementAtOrDefault(2) is null or RealValue
            && values.ElementAtOrDefault(3) is null or IntegerValue
            ? new ApproximationSetting(
                node, null, degree.Number, radius.Number, (values.ElementAtOrDefault(2) as RealValue)?.Number ?? 0,
                (ApproximationMethod)((values.ElementAtOrDefault(3) as IntegerValue)?.Number ?? 0))
            : throw ExpansionException.At(
                node, Descriptors.InvalidApproximation, "Degree, radius and centre of an approximation are constants");
    }

    private Value MathOf(MathCall call, List<Value> arguments)
    {
        if (arguments.All(a => a is RealValue or IntegerValue))
        {
            return MathFunctions.Call(call.Node, call.Name, arguments, call.OfIntegers);
        }

        return (call.Name, arguments) switch
        {
            ("Pow", [var @base, var exponent]) => Power(call.Node, @base, exponent),
            ("FusedMultiplyAdd", [var a, var b, var c]) => reals.Add(call.Node, reals.Multiply(call.Node, a, b), c),
            ("Log2", [var x]) => Logarithm(2, x),
            ("Log10", [var x]) => Logarithm(10, x),
            ("Log", [var x, RealValue @base]) => Logarithm(@base.Number, x),
            _ => throw ExpansionException.At(
                call.Node, Descriptors.NotPolynomial, "Math." + call.Name, MathFunctions.InsteadOf(call.Name)),
        };

        Value Logarithm(double @base, Value x) => Apply(
            call.Node, ArithmeticOperator.Divide, smooth.Apply(call.Node, SmoothFunction.Log, "Math." + call.Name, x, declared: null),
            new RealValue(TapeRecorder.Finite(call.Node, Math.Log(@base))));
    }

    /// <summary>Math.Pow with a constant exponent: an integer, negative through 1 / x, or a half through √x.</summary>
    private Value Power(int node, Value @base, Value exponent)
    {
        if (exponent is not RealValue { Number: var number })
        {
            throw ExpansionException.At(
                node, Descriptors.NotPolynomial, "A power with an exponent that depends on weights or data", "use a constant exponent");
        }

        if (number == 0.5)
        {
            return smooth.Apply(node, SmoothFunction.Sqrt, "√x", @base, declared: null);
        }

        if (number != Math.Floor(number) || Math.Abs(number) > Polynomials.Polynomial.MaximumDegree)
        {
            throw ExpansionException.At(
                node, Descriptors.NotPolynomial, $"A power with the exponent {Text(number)}",
                $"use a constant exponent 0, 1, 2, … up to {Number(Polynomials.Polynomial.MaximumDegree)}");
        }

        return number >= 0
            ? reals.Power(node, @base, (int)number)
            : reals.Power(node, smooth.Apply(node, SmoothFunction.Reciprocal, "1 / x", @base, declared: null), (int)-number);
    }

    private Value Library(LibraryCall call, Frame frame)
    {
        int node = call.Node;
        var arguments = call.Arguments.Select(a => Evaluate(a, frame)).ToList();
        return (call.Function, arguments) switch
        {
            (LibraryFunction.Dot, [VectorValue a, VectorValue b]) => Dot(node, a, b),
            (LibraryFunction.Sum, [VectorValue v]) => Sum(node, v.Elements),
            (LibraryFunction.Mean, [VectorValue v]) => Apply(
                node, ArithmeticOperator.Divide, Sum(node, v.Elements), new RealValue(v.Count)),
            (LibraryFunction.Square, [var x]) => reals.Multiply(node, x, x),
            (LibraryFunction.Cube, [var x]) => reals.Multiply(node, reals.Multiply(node, x, x), x),
            (LibraryFunction.Norm2, [VectorValue v]) => Dot(node, v, v),
            (LibraryFunction.SquaredDistance, [VectorValue a, VectorValue b]) => SquaredDistance(node, a, b),
            (LibraryFunction.L2, [VectorValue v, var strength]) => reals.Multiply(node, strength, Dot(node, v, v)),
            (LibraryFunction.MatVec, [MatrixValue m, VectorValue x]) => MatVec(node, m, x),
            (LibraryFunction.LogSumExp, [VectorValue v, ..]) => smooth.LogSumExp(
                node, [.. v.Elements], Declared(node, call.Arguments.Count > 1 ? [.. call.Arguments.Skip(1)] : null, frame)),
            _ => throw new InvalidOperationException($"{call.Function} has no meaning for its arguments."),
        };
    }

    private static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
