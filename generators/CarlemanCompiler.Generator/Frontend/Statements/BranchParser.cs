using CarlemanCompiler.Generator.Frontend.Expressions;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Statements;

/// <summary>if and switch on what is known when the loss is compiled.</summary>
internal static class BranchParser
{
    public static void ParseInto(IConditionalOperation branch, MethodScope scope, List<Statement> statements)
    {
        var condition = ExpressionParser.Parse(branch.Condition, scope);
        var whenTrue = StatementParser.ParseBlock(branch.WhenTrue, scope);
        var whenFalse = branch.WhenFalse is { } otherwise ? StatementParser.ParseBlock(otherwise, scope) : null;
        if (condition is not null)
        {
            statements.Add(new If(scope.NodeOf(branch), condition, whenTrue, whenFalse));
        }
    }

    public static void ParseInto(ISwitchOperation branch, MethodScope scope, List<Statement> statements)
    {
        var value = ExpressionParser.Parse(branch.Value, scope);
        var sections = new List<SwitchSection>();
        foreach (var section in branch.Cases)
        {
            var labels = section.Clauses.Select(clause => ParseLabel(clause, scope)).ToList();
            var body = StatementParser.ParseAll(section.Body, scope);
            if (labels.All(label => label is not null))
            {
                sections.Add(new SwitchSection(labels.Select(label => label!).ToEquatableArray(), body));
            }
        }

        if (value is not null)
        {
            statements.Add(new Switch(scope.NodeOf(branch), value, sections.ToEquatableArray()));
        }
    }

    private static SwitchLabel? ParseLabel(ICaseClauseOperation clause, MethodScope scope)
    {
        switch (clause)
        {
            case IDefaultCaseClauseOperation:
                return new SwitchLabel(new AnyPattern(scope.NodeOf(clause)), null, IsDefault: true);
            case ISingleValueCaseClauseOperation single:
                return ExpressionParser.Parse(single.Value, scope) is { } value
                    ? new SwitchLabel(new RelationPattern(scope.NodeOf(clause), ComparisonOperator.Equal, value), null, IsDefault: false)
                    : null;
            case IPatternCaseClauseOperation matched:
                var pattern = PatternParser.Parse(matched.Pattern, scope);
                var guard = matched.Guard is null ? null : ExpressionParser.Parse(matched.Guard, scope);
                return pattern is null || (guard is null && matched.Guard is not null)
                    ? null
                    : new SwitchLabel(pattern, guard, IsDefault: false);
            default:
                Unsupported.Reject(clause, scope);
                return null;
        }
    }
}
