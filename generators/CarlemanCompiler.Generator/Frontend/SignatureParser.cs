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

    private static readonly (string Attribute, ParameterRole Role)[] Roles =
    [
        (AttributeNames.Weights, ParameterRole.Weights),
        (AttributeNames.Features, ParameterRole.Features),
        (AttributeNames.Target, ParameterRole.Target),
        (AttributeNames.SampleWeight, ParameterRole.SampleWeight),
    ];

    public static LossSignature? Parse(IMethodSymbol loss, FindingList findings)
    {
        if (!loss.IsStatic || loss.IsGenericMethod || loss.RefKind != RefKind.None
            || loss.ReturnType.SpecialType != SpecialType.System_Double)
        {
            findings.Add(
                Descriptors.LossSignature, loss.Place(), $"'{loss.Name}' is not a static, non-generic method that returns double", Shape);
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

        if (found.All(p => p.Role != ParameterRole.Weights))
        {
            findings.Add(Descriptors.LossSignature, loss.Place(), $"'{loss.Name}' has no [Weights] parameter", Shape);
            return null;
        }

        if (found.Count(p => p.Role == ParameterRole.SampleWeight) > 1)
        {
            findings.Add(
                Descriptors.LossSignature, loss.Place(), $"'{loss.Name}' has several [SampleWeight] parameters", "a sample has one weight");
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
        var marks = Roles
            .Select(r => (r.Role, Attribute: parameter.Find(r.Attribute)))
            .Where(r => r.Attribute is not null)
            .ToList();
        if (marks is not [var (role, attribute)])
        {
            return Reject("carries not exactly one of [Weights], [Features], [Target] and [SampleWeight]");
        }

        if (parameter.RefKind != RefKind.None || parameter.IsParams || parameter.HasExplicitDefaultValue)
        {
            return Reject("is passed by reference, optional or 'params'");
        }

        ParameterForm? form = parameter.Type switch
        {
            { SpecialType: SpecialType.System_Double } => ParameterForm.Number,
            var type when ValueKinds.IsReadOnlySpan(type) => ParameterForm.Span,
            var type when ValueKinds.Of(type) == ValueKind.Matrix => ParameterForm.Matrix,
            _ => null,
        };
        if (form is null || (form == ParameterForm.Matrix && role != ParameterRole.Weights)
            || (form != ParameterForm.Number && role == ParameterRole.SampleWeight))
        {
            return Reject(role switch
            {
                ParameterRole.Weights => "is not a double, a ReadOnlySpan<double> or a Matrix",
                ParameterRole.SampleWeight => "is not a double",
                _ => "is not a double or a ReadOnlySpan<double>",
            });
        }

        var shape = role == ParameterRole.Weights ? ShapeOf(attribute!) : [];
        var columns = role == ParameterRole.Weights ? [] : ColumnsOf(attribute!, parameter.Name, form.Value);
        long count = role == ParameterRole.Weights ? shape.Aggregate(1L, (product, n) => Math.Min(int.MaxValue, product * n)) : columns.Count;
        if (count < 1 || shape.Any(n => n < 1) || columns.Any(c => c.Trim().Length == 0))
        {
            return Reject("holds no numbers: its attribute needs counts of 1 or more, or names of columns");
        }

        return (form, shape.Count) switch
        {
            (ParameterForm.Number, _) when count != 1 => Reject($"is one number, and its attribute speaks of {count}"),
            (ParameterForm.Span, 0) when role == ParameterRole.Weights => Reject("is a vector without a length: write [Weights(n)]"),
            (ParameterForm.Span, > 2) => Reject("has more than two dimensions"),
            (ParameterForm.Matrix, not 2) => Reject("is a Matrix without rows and columns: write [Weights(rows, columns)]"),
            _ => new LossParameter(
                SymbolNames.Escaped(parameter.Name), role, form!.Value, form == ParameterForm.Matrix ? shape[0] : 0, (int)count, 0, columns),
        };

        LossParameter? Reject(string reason)
        {
            findings.Add(Descriptors.LossSignature, parameter.Place(), $"Parameter '{parameter.Name}' {reason}", Shape);
            return null;
        }
    }

    private static List<int> ShapeOf(AttributeData attribute) => attribute.ConstructorArguments is [var argument]
        ? [.. (argument.Elements() ?? [argument.Scalar()]).Select(n => n as int? ?? 0)]
        : [];

    /// <summary>Named columns, or the parameter's name, with numbers behind it where it is a span.</summary>
    private static EquatableArray<string> ColumnsOf(AttributeData attribute, string parameter, ParameterForm form)
    {
        switch (attribute.ConstructorArguments)
        {
            case []:
                return [parameter];
            case [var argument] when argument.Elements() is { } names:
                // [Features()] of a number binds to the overload with names.
                var columns = names.Select(name => name as string ?? "").ToEquatableArray();
                return columns.Count == 0 && form == ParameterForm.Number ? [parameter] : columns;
            case [var argument] when argument.Scalar() is string column:
                return [column];
            case [var argument] when argument.Scalar() is int count and >= 1 and <= MaximumVariables + 1:
                return count == 1 && form == ParameterForm.Number
                    ? [parameter]
                    : Enumerable.Range(0, count).Select(i => parameter + SymbolNames.Number(i)).ToEquatableArray();
            default:
                return [];
        }
    }

    /// <summary>Polynomial variables: weights first, then features, targets and the sample's weight, each in the order of the parameters.</summary>
    private static EquatableArray<LossParameter> Number(List<LossParameter> parameters)
    {
        int next = 0;
        var firsts = new int[parameters.Count];
        foreach (var (_, role) in Roles)
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
