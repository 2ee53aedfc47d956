using System.Globalization;
using System.Text;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>
/// Writes one random program of the loss language: every construct of it, nothing that it does not have, and values that stay near one.
/// </summary>
/// <param name="seed">Of its choices.</param>
/// <param name="settings">Arguments of its attribute.</param>
/// <param name="dataSettings">Further ones where the loss reads data.</param>
internal sealed partial class DslProgramWriter(
    uint seed, string settings = "Order = 1, LearningRate = 0.05, Steps = 2", string dataSettings = "")
{
    /// <summary>Every column that a program may read.</summary>
    public const string Columns = "x,x0,x1,z,z0,z1,y,y0,y1,goal,goal0,goal1,s";

    private const int VariableDegree = 3;
    private const int LossDegree = 5;

    private static readonly string[] Names =
    [
        "a", "b", "sum", "error", "t", "w0", "x1", "y2", "gradient", "dSum", "@class", "value", "@event", "score", "dA", "field", "t2", "L",
    ];

    private readonly Random random = new(unchecked((int)seed));
    private readonly StringBuilder text = new();
    private readonly HashSet<string> used = [];
    private string? sampleWeight;
    private bool readsData;
    private int indentation = 2;

    /// <summary>A class <paramref name="name"/> with its loss, which uses <see cref="DslPrograms.Helpers"/>.</summary>
    public string Write(string name)
    {
        var scope = new DslScope();
        string parameters = Parameters(scope);
        Body(scope);
        return $$"""
            [CarlemanModel({{settings}}{{(readsData ? dataSettings : "")}})]
            public static partial class {{name}}
            {
                [Loss]
                public static double Loss({{parameters}})
                {
            {{text.ToString().TrimEnd()}}
                }

                private static double Own(double p, double q) => p - q / 2;
            }
            """;
    }

    private string Parameters(DslScope scope)
    {
        var parameters = new List<string>();
        int groups = Up(1, 3);
        for (int g = 0; g < groups; g++)
        {
            parameters.Add(Group(scope, "wuv"[g].ToString()));
        }

        for (int f = Up(0, 2); f > 0; f--)
        {
            parameters.Add(Sample(scope, "Features", f == 1 ? "x" : "z"));
        }

        for (int f = Up(0, 2); f > 0; f--)
        {
            parameters.Add(Sample(scope, "Target", f == 1 ? "y" : "goal"));
        }

        if (Chance(8))
        {
            readsData = true;
            sampleWeight = "s";
            parameters.Add("[SampleWeight] double s");
        }

        used.UnionWith(["w", "u", "v", "x", "z", "y", "goal", "s"]);
        return string.Join(", ", parameters.OrderBy(_ => random.Next()).ToList());
    }

    private string Group(DslScope scope, string name)
    {
        int rows = Up(1, 3);
        int columns = Up(1, 2);
        switch (random.Next(4))
        {
            case 0:
                scope.Reals.Add(new(name, 1, IsAssignable: true));
                return $"[Weights] double {name}";
            case 1:
                scope.Matrices.Add(new(name, rows, columns, 1));
                return $"[Weights({rows}, {columns})] Matrix {name}";
            case 2:
                scope.Vectors.Add(new(name, rows * columns, 1, IsWritable: false, IsArray: false));
                return $"[Weights({rows}, {columns})] ReadOnlySpan<double> {name}";
            default:
                scope.Vectors.Add(new(name, rows + 1, 1, IsWritable: false, IsArray: false));
                return $"[Weights({rows + 1})] ReadOnlySpan<double> {name}";
        }
    }

    private string Sample(DslScope scope, string attribute, string name)
    {
        readsData = true;
        if (Chance(2))
        {
            scope.Reals.Add(new(name, 1, IsAssignable: true));
            return $"[{attribute}] double {name}";
        }

        int length = Up(1, 2);
        scope.Vectors.Add(new(name, length, 1, IsWritable: false, IsArray: false));
        return $"[{attribute}({length})] ReadOnlySpan<double> {name}";
    }

    private void Body(DslScope scope)
    {
        scope.Vectors.Add(new("Knots", 4, 0, IsWritable: false, IsArray: true));
        scope.Vectors.Add(new("Nodes", 3, 0, IsWritable: false, IsArray: false));
        scope.Reals.AddRange([new("Scale", 0, false), new("Third", 0, false)]);
        scope.Integers.Add("Two");
        Declare(scope);
        DeclareCounter(scope);
        for (int i = Up(1, 6); i > 0; i--)
        {
            Statement(scope, depth: 2);
        }

        // What the statements computed has to show in the loss.
        string loss = Real(scope, LossDegree, depth: 3);
        foreach (var variable in scope.Reals.Where(r => r.IsAssignable))
        {
            loss += $" {Pick("+-")} {variable.Text} * {Leaf(scope, LossDegree - VariableDegree)}";
        }

        foreach (var vector in scope.Vectors)
        {
            loss += Chance(2) ? "" : $" {Pick("+-")} LossMath.Norm2({vector.Text})";
        }

        Line(sampleWeight is null ? $"return {loss};" : $"return {sampleWeight} * ({loss});");
    }

    private int Up(int least, int most) => random.Next(least, most + 1);

    private bool Chance(int of) => random.Next(of) == 0;

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private string Name()
    {
        string wish = Pick(Names);
        string name = wish;
        for (int next = 3; !used.Add(name); next++)
        {
            name = wish + next.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }

    private void Line(string line) => text.Append(' ', 4 * indentation).Append(line).Append('\n');

    /// <summary>head { … }</summary>
    private void Block(string head, Action body)
    {
        Line(head);
        Line("{");
        indentation++;
        body();
        indentation--;
        Line("}");
    }
}
