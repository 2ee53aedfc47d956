using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>The head of the loss method: which parameter is what, and which polynomial variables and CSV columns it stands for.</summary>
internal static class SignatureParser
{
    /// <summary>The largest number of weights and data variables together.</summary>
    public const int MaximumVariables = 4096;

    private const string Shape =
        "write 'static double Loss([Weights(n)] ReadOnlySpan<double> w, [Features(k)] ReadOnlySpan<double> x, [Target] double y)'";

    public static LossSignature? Parse(IMethodSymbol loss, FindingList findings)
    {
        if (!loss.IsStatic || loss.IsGenericMethod || loss.RefKind != RefKind.None
            || loss.ReturnType.SpecialType != SpecialType.System_Double)
        {
            findings.Add(Descriptors.LossSignature, loss.Place(), $"'{loss.Name}' is not a static, non-generic method that returns double",
                Shape);
            return null;
        }

        var found = new List<LossParameter>();
        foreach (var parameter in loss.Parameters)
        {
            if (ParseParameter(parameter, findings) is not { } understood)
            {
                return null;
            }

            found.Add(understood);
        }

        if (found.Count(p => p.Role == ParameterRole.Weights) != 1)
        {
            findings.Add(Descriptors.LossSignature, loss.Place(), $"'{loss.Name}' has not exactly one [Weights] parameter", Shape);
            return null;
        }

        if (found.Sum(p => (long)p.Count) > MaximumVariables)
        {
            findings.Add(
                Descriptors.LossSignature, loss.Place(),
                    $"'{loss.Name}' has over {MaximumVariables} weights, features and targets together",
                "a model of that size does not fit a table of polynomial terms");
            return null;
        }

        return new LossSignature(SymbolNames.Escaped(loss.Name), Number(found));
    }

    private static LossParameter? ParseParameter(IParameterSymbol parameter, FindingList findings)
    {
        var weights = parameter.Find(AttributeNames.Weights);
        var features = parameter.Find(AttributeNames.Features);
        var target = parameter.Find(AttributeNames.Target);
        string name = SymbolNames.Escaped(parameter.Name);
        if (new[] { weights, features, target }.Count(a => a is not null) != 1)
        {
            return Reject("carries not exactly one of [Weights], [Features] and [Target]");
        }

        if (parameter.RefKind != RefKind.None || parameter.IsParams || parameter.HasExplicitDefaultValue)
        {
            return Reject("is passed by reference, optional or 'params'");
        }

        if (target is not null)
        {
            return parameter.Type.SpecialType == SpecialType.System_Double
                ? new LossParameter(name, ParameterRole.Target, 1, 0, [ColumnOf(target) ?? parameter.Name])
                : Reject("is a [Target] that is not a double");
        }

        if (!NumberKinds.IsSpan(parameter.Type))
        {
            return Reject("is not a ReadOnlySpan<double>");
        }

        var (count, columns) = weights is not null ? (CountOf(weights), []) : ColumnsOf(features!, parameter.Name);
        return count < 1
            ? Reject("holds no numbers: its attribute needs a count of 1 or more")
            : new LossParameter(name, weights is not null ? ParameterRole.Weights : ParameterRole.Features, count, 0, columns);

        LossParameter? Reject(string reason)
        {
            findings.Add(Descriptors.LossSignature, parameter.Place(), $"Parameter '{parameter.Name}' {reason}", Shape);
            return null;
        }
    }

    private static int CountOf(AttributeData attribute) =>
        attribute.ConstructorArguments is [var argument] && argument.Scalar() is int count ? count : 0;

    private static string? ColumnOf(AttributeData attribute) =>
        attribute.ConstructorArguments is [var argument] && argument.Scalar() is string column ? column : null;

    private static (int Count, EquatableArray<string> Columns) ColumnsOf(AttributeData attribute, string parameter)
    {
        if (attribute.ConstructorArguments is [var argument] && argument.Elements() is { } names)
        {
            var columns = names.Select(name => name as string ?? "").ToEquatableArray();
            return (columns.Count, columns);
        }

        int count = CountOf(attribute);
        return count is < 1 or > MaximumVariables
            ? (count, [])
            : (count, Enumerable.Range(0, count).Select(i => parameter + SymbolNames.Number(i)).ToEquatableArray());
    }

    /// <summary>Polynomial variables: weights first, then features, then targets, each in the order of the parameters.</summary>
    private static EquatableArray<LossParameter> Number(List<LossParameter> parameters)
    {
        int next = 0;
        var firsts = new int[parameters.Count];
        foreach (var role in new[] { ParameterRole.Weights, ParameterRole.Features, ParameterRole.Target })
        {
            for (int i = 0; i < parameters.Count; i++)
            {
                if (parameters[i].Role == role)
                {
                    firsts[i] = next;
                    next += parameters[i].Count;
                }
            }
        }

        return parameters.Select((p, i) => p with { First = firsts[i] }).ToEquatableArray();
    }
}
