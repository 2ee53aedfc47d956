using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>?:, switch expressions and 'is': choices by what is known when the loss is compiled.</summary>
internal static class ChoiceParser
{
    public static Expression? Parse(IConditionalOperation choice, MethodScope scope)
    {
        var condition = ExpressionParser.Parse(choice.Condition, scope);
        var whenTrue = ExpressionParser.Parse(choice.WhenTrue, scope);
        var whenFalse = ExpressionParser.Parse(choice.WhenFalse!, scope);
        return condition is null || whenTrue is null || whenFalse is null
            ? null
            : new Conditional(scope.NodeOf(choice), condition, whenTrue, whenFalse);
    }

    public static Expression? Parse(ISwitchExpressionOperation choice, MethodScope scope)
    {
        var value = ExpressionParser.Parse(choice.Value, scope);
        var arms = new List<SelectionArm>();
        foreach (var arm in choice.Arms)
        {
            var pattern = PatternParser.Parse(arm.Pattern, scope);
            var guard = arm.Guard is null ? null : ExpressionParser.Parse(arm.Guard, scope);
            var result = ExpressionParser.Parse(arm.Value, scope);
            if (pattern is null || result is null || (guard is null && arm.Guard is not null))
            {
                return null;
            }

            arms.Add(new SelectionArm(pattern, guard, result));
        }

        return value is null ? null : new Selection(scope.NodeOf(choice), value, arms.ToEquatableArray());
    }

    public static Expression? Parse(IIsPatternOperation test, MethodScope scope)
    {
        var value = ExpressionParser.Parse(test.Value, scope);
        var pattern = PatternParser.Parse(test.Pattern, scope);
        return value is null || pattern is null ? null : new PatternTest(scope.NodeOf(test), value, pattern);
    }
}
