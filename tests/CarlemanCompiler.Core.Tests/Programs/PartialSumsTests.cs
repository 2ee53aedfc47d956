using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Core.Tests.Programs;

/// <summary>Long sums cut into parts: the same values, shorter chains.</summary>
public sealed class PartialSumsTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(40)]
    [InlineData(257)]
    public void ValuesAreThoseOfTheSum(int terms)
    {
        var random = new Random(terms);
        var builder = new TapeBuilder(terms, 2);
        int sum = builder.Variable(0);
        for (int i = 1; i < terms; i++)
        {
            int term = builder.Multiply(builder.Variable(i), builder.Constant(i));
            sum = random.Next(3) == 0 ? builder.Subtract(sum, term) : builder.Add(sum, term);
        }

        var tape = builder.Build(builder.Multiply(sum, builder.Variable(1)));
        var parts = tape.WithPartialSums();

        // Integers: every order of addition is exact.
        double[] point = [.. Enumerable.Range(0, terms).Select(_ => (double)random.Next(-50, 50))];
        var (expected, values) = (tape.Evaluate(point), parts.Evaluate(point));
        Assert.Equal(expected[tape.Value], values[parts.Value]);
        Assert.Equal(tape.Gradient.Select(node => expected[node]), parts.Gradient.Select(node => values[node]));
        Assert.InRange(LongestChain(parts), 0, terms < 16 ? terms : 12 + 2 * (int)Math.Sqrt(terms));
        Assert.Equal(tape.Nodes.Length, parts.Nodes.Length);
    }

    [Fact]
    public void ASumThatIsReadOrNamedOnTheWayStaysWhole()
    {
        var builder = new TapeBuilder(30, 1);
        int sum = builder.Variable(0);
        int middle = 0;
        for (int i = 1; i < 30; i++)
        {
            sum = builder.Add(sum, builder.Variable(i));
            middle = i == 15 ? sum : middle;
        }

        builder.Name(middle, "middle");
        var parts = builder.Build(sum).WithPartialSums();
        double[] point = [.. Enumerable.Range(0, 30).Select(i => (double)i)];
        Assert.Equal(15 * 16 / 2, parts.Evaluate(point)[parts.Names.IndexOf("middle")]);
        Assert.Equal(29 * 30 / 2, parts.Evaluate(point)[parts.Value]);
    }

    private static int LongestChain(Tape tape)
    {
        var depth = new int[tape.Nodes.Length];
        for (int i = 0; i < depth.Length; i++)
        {
            var node = tape.Nodes[i];
            if (node.Operation is TapeOperation.Add or TapeOperation.Subtract)
            {
                depth[i] = 1 + Math.Max(depth[node.Left], depth[node.Right]);
            }
        }

        return depth.Max();
    }
}
