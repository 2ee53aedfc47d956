using CarlemanCompiler.Programs;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Programs;

/// <summary>Tapes from tables, their values, and when two are equal.</summary>
public sealed class TapeTests
{
    private const byte Constant = (byte)TapeOperation.Constant;
    private const byte Variable = (byte)TapeOperation.Variable;
    private const byte Add = (byte)TapeOperation.Add;
    private const byte Divide = (byte)TapeOperation.Divide;

    public static TheoryData<string, byte[], int[], int[], double[]> BadTables => new()
    {
        { "one row or more", [], [], [], [] },
        { "1 left and 2 right", [Variable, Variable], [0], [0, 0], [] },
        { "operation 9, which does not exist", [9], [0], [0], [] },
        { "Node 0 (Constant) refers", [Constant], [1], [0], [2] },
        { "Node 0 (Variable) refers", [Variable], [2], [0], [] },
        { "Node 1 (Add) refers", [Variable, Add], [0, 1], [0, 0], [] },
        { "Node 1 (Add) refers", [Variable, Add], [0, 0], [0, -1], [] },
        { "Node 1 (Negate) refers", [Variable, (byte)TapeOperation.Negate], [0, 1], [0, 0], [] },
        { "divides by node 1, which is no constant", [Variable, Variable, Divide], [0, 1, 0], [0, 0, 1], [] },
    };

    [Theory]
    [MemberData(nameof(BadTables))]
    public void BadTablesAreRefused(string message, byte[] operations, int[] left, int[] right, double[] numbers) => Assert.Contains(
        message, Assert.Throws<ArgumentException>(() => Tape.FromTables(2, operations, left, right, numbers)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void TablesGiveTheTapeBack() =>
        Gen.Select(RandomTapes.Steps, Gen.Double[-1, 1].Array[RandomTapes.Variables]).Sample(
            (steps, point) =>
            {
                var tape = RandomTapes.Of(steps);
                var nodes = tape.Nodes.Take(tape.Value + 1).ToList();
                double[] numbers = [.. nodes.Where(n => n.Operation == TapeOperation.Constant).Select(n => n.Number)];
                int next = 0;
                var again = Tape.FromTables(
                    RandomTapes.Variables,
                    [.. nodes.Select(n => (byte)n.Operation)],
                    [.. nodes.Select(n => n.Operation == TapeOperation.Constant ? next++ : n.Left)],
                    [.. nodes.Select(n => n.Right)],
                    numbers);
                Assert.Equal(tape.Evaluate(point)[tape.Value], again.Evaluate(point)[again.Value]);
                Assert.Empty(again.Gradient);
            },
            iter: 1_000);

    [Fact]
    public void APointHasOneNumberPerVariable()
    {
        var builder = new TapeBuilder(2, 1);
        var tape = builder.Build(builder.Variable(0));
        Assert.Throws<ArgumentException>(() => tape.Evaluate([1]));
        Assert.Equal(1, tape.Evaluate([1, 2])[tape.Value]);
    }

    [Fact]
    public void EqualityIsThatOfTheTablesAndNames()
    {
        var tape = Named("error");
        Assert.Equal(tape, Named("error"));
        Assert.Equal(tape.GetHashCode(), Named("error").GetHashCode());
        Assert.NotEqual(tape, Named("other"));
        Assert.False(tape.Equals(null));
    }

    private static Tape Named(string name)
    {
        var builder = new TapeBuilder(2, 1);
        int sum = builder.Add(builder.Variable(0), builder.Variable(1));
        builder.Name(sum, name);
        return builder.Build(builder.Multiply(sum, sum));
    }
}
