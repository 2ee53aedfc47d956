using CarlemanCompiler.Programs;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Programs;

/// <summary>Random programs of every operation, of a degree that keeps their polynomials small.</summary>
internal static class RandomTapes
{
    public const int Variables = 5;
    public const int Weights = 3;

    public static readonly Gen<(int Kind, int Left, int Right, double Number)[]> Steps =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[-8, 8].Select(i => i / 4.0)).Array[1, 40];

    public static Tape Of((int Kind, int Left, int Right, double Number)[] steps)
    {
        var builder = new TapeBuilder(Variables, Weights);
        var nodes = Enumerable.Range(0, Variables).Select(builder.Variable).ToList();
        foreach (var (kind, left, right, number) in steps)
        {
            int a = nodes[^(1 + left % nodes.Count)];
            int b = nodes[^(1 + right % nodes.Count)];
            int node = kind switch
            {
                0 => builder.Constant(number),
                1 => builder.Negate(a),
                2 => builder.Add(a, b),
                3 => builder.Subtract(a, b),
                4 => builder.Divide(a, number == 0 ? 3 : number),
                5 => builder.Add(builder.Multiply(a, b), nodes[^1]),
                _ => builder.Multiply(a, b),
            };
            nodes.Add(builder.Degree(node) <= 6 ? node : a);
        }

        return builder.Build(nodes[^1]);
    }
}
