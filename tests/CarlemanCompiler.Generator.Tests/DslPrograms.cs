using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>
/// Random programs of the loss language as C# text: every construct of the grammar, damped so that values stay near one, and nothing that the
/// language does not have.
/// </summary>
internal static partial class DslPrograms
{
    public const int Weights = 3;
    public const int Features = 2;

    private static readonly Gen<string> Number = Gen.OneOf(
        Gen.Int[1, 3].Select(i => i.ToString(CultureInfo.InvariantCulture)),
        Gen.Int[-8, 8].Select(i => (i / 4.0).ToString("0.0##", CultureInfo.InvariantCulture)),
        Pick("Scale", "1.0 / 3", "Math.PI / 4", "(double)Two / 3", "-1e-1"));

    /// <summary>A class <paramref name="name"/> with a random loss over three weights, two features and a target.</summary>
    public static Gen<string> Model(string name) =>
        from body in Statements(depth: 2, loopVariable: null)
        from result in Real(degree: 2, loopVariable: null)
        from order in Gen.Int[0, 5]
        select $$"""
            [CarlemanModel(Order = 2, LearningRate = 0.05, Steps = 2)]
            public static partial class {{name}}
            {
                private const double Scale = 0.75;
                private const int Two = 2;

                [Loss]
                public static double Loss({{Parameters(order)}})
                {
                    double a = 0.5;
                    double b = w[0];
                    double c = y - x[1];
                    int k = 1;
                    {{string.Join("\n        ", body)}}
                    return a * b + c * k + {{result}};
                }

                private static double Square(double z) => z * z;

                private static double Mix(double p, double q, int n)
                {
                    p = p / 2 - q;
                    return n * p + 0.25 * q;
                }

                private static double Dot(ReadOnlySpan<double> u, ReadOnlySpan<double> v, int count)
                {
                    double sum = 0;
                    for (int j = 0; j < count; j++)
                        sum += u[j] * v[j];
                    return sum;
                }
            }
            """;

    /// <summary>The same program on dual numbers: a class <paramref name="twin"/> with a method <c>At(w, x, y)</c>.</summary>
    public static string OnDuals(string model, string name, string twin)
    {
        string[] marks = ["[Weights(3)]", "[Features(2)]", "[Target]"];
        string[] names = ["w", "x", "y"];
        string arguments = string.Join(", ", Enumerable.Range(0, 3)
            .OrderBy(i => model.IndexOf(marks[i], StringComparison.Ordinal))
            .Select(i => names[i]));
        string text = Attributes().Replace(model, "").Replace($"class {name}", $"class {twin}", StringComparison.Ordinal);
        text = Doubles().Replace(text, "Dual").Replace("Math.Pow", "Dual.Pow", StringComparison.Ordinal).TrimEnd();
        return $"{text[..^1]}    public static Dual At(Dual[] w, Dual[] x, Dual y) => Loss({arguments});\n}}";
    }

    [GeneratedRegex(@"\[(CarlemanModel|Loss|Weights|Features|Target)(\([^)]*\))?\] ?")]
    private static partial Regex Attributes();

    /// <summary>Constants and casts to double stay what they are.</summary>
    [GeneratedRegex(@"(?<!const )\bdouble\b(?!\))")]
    private static partial Regex Doubles();

    private static Gen<string> Pick(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Parameters(int order)
    {
        string[] parameters = ["[Weights(3)] ReadOnlySpan<double> w", "[Features(2)] ReadOnlySpan<double> x", "[Target] double y"];
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        return string.Join(", ", orders[order].Select(i => parameters[i]));
    }

    private static Gen<List<string>> Statements(int depth, string? loopVariable) =>
        Statement(depth, loopVariable).List[1, depth == 2 ? 5 : 2];

    private static Gen<string> Statement(int depth, string? loopVariable)
    {
        var target = Pick("a", "b", "c");
        var simple = Gen.OneOf(
            from t in target from e in Real(2, loopVariable) select $"{t} = {e};",
            from t in target from o in Pick("+", "-") from e in Real(2, loopVariable) select $"{t} {o}= {e};",
            from t in target from e in Number select $"{t} *= {e} / 2;",
            from t in target from d in Pick("2", "3.0", "-4", "(1 + 2)") select $"{t} /= {d};",
            from t in target select $"{t}++;",
            from t in target from e in Real(1, loopVariable) select $"{{ double local = {e}; {t} -= local / 2; }}",
            Pick("k = (k + 1) % 3;", "k = 2 - k / 2;", "k += 1; k -= 1;", "k *= -1; k *= -1;", ";"));
        if (depth == 0)
        {
            return simple;
        }

        // a, b and c are damped inside loops, so that their degree cannot run away.
        string variable = depth == 2 ? "i" : "m";
        var loop =
            from head in Pick(
                $"for (int {variable} = 0; {variable} < 2; {variable}++)",
                $"for (int {variable} = 2; {variable} >= 1; {variable}--)",
                $"for (int {variable} = 0; {variable} != 4; {variable} += 2)",
                $"for (int {variable} = 1; {variable} <= Two; ++{variable})")
            from term in Real(2, variable == "i" ? "i % 3" : "(m + 3) % 3")
            from nested in depth == 2 ? Statements(1, "i % 3").Where(all => !all.Exists(s =>
                s.Contains(" = ", StringComparison.Ordinal) && !s.Contains("for", StringComparison.Ordinal)))
                    : Gen.Const(new List<string>())
            from t in target
            select $"{head} {{ {t} += ({term}) / 4; {string.Join(" ", nested)} }}";
        return Gen.Frequency((4, simple), (1, loop));
    }

    private static Gen<string> Real(int degree, string? loopVariable)
    {
        var index = loopVariable is null ? Pick("0", "1", "2", "Two", "k % 3 * 0", "2 - 1") : Pick("0", "2", loopVariable,
            $"2 - {loopVariable}");
        var leaf = Gen.OneOf(
            Number,
            Pick("a", "y", "x[0]", "x[Two - 1]"),
            Pick("b", "c"),
            index.Select(i => $"w[{i}]"),
            index.Select(i => $"w[{i}]"));
        if (degree == 0)
        {
            return leaf;
        }

        var smaller = Real(degree - 1, loopVariable);
        return Gen.Frequency(
            (3, leaf),
            (3, from l in smaller from r in smaller from o in Pick("+", "-", "*") select $"({l} {o} {r})"),
            (1, from e in smaller from d in Pick("2", "4.0", "-3", "Scale", "(1 / 2 + 2)") select $"({e}) / {d}"),
            (1, from e in smaller from s in Pick("-", "+") select $"{s}({e})"),
            (1, from e in leaf from n in Pick("0", "1", "2", "3", "Two", "2.0") select $"Math.Pow({e}, {n})"),
            (1, from e in smaller select $"Square({e})"),
            (1, from p in leaf from q in leaf from n in Pick("2", "k", "-1") select $"Mix({p}, n: {n}, q: {q})"),
            (1, Pick("Dot(w, x, 2)", "Dot(w, w, Two + 1)", "Dot(x, x, x.Length)")));
    }
}
