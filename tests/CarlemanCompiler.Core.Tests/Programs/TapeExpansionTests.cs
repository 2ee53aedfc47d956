using CarlemanCompiler.Programs;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Programs;

/// <summary>The expanded polynomial of a tape has the tape's values.</summary>
public sealed class TapeExpansionTests
{
    private const int Variables = 5;

    private static readonly Gen<(int Kind, int Left, int Right, double Number)[]> Steps =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[-8, 8].Select(i => i / 4.0)).Array[1, 40];

    [Fact]
    public void ThePolynomialHasTheValuesOfTheTape() => Gen.Select(Steps, Gen.Int[-8, 8].Select(i => i / 8.0).Array[Variables]).Sample(
        (steps, point) =>
        {
            var tape = TapeOf(steps);
            double value = tape.Evaluate(point)[tape.Value];
            var polynomial = TapeExpansion.Expand(tape);
            Assert.Equal(value, polynomial.Evaluate(point), 1e-9 * Math.Max(1, polynomial.Coefficients.ToArray().Sum(Math.Abs)));
        },
        iter: 3_000);

    private static Tape TapeOf((int Kind, int Left, int Right, double Number)[] steps)
    {
        var builder = new TapeBuilder(Variables, 3);
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
