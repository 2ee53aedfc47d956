using CarlemanCompiler.Data;

namespace CarlemanCompiler.Core.Tests.Data;

/// <summary>Everything a CSV can hold wrong is named with its place; everything it holds right is read.</summary>
public sealed class SampleTableTests
{
    [Fact]
    public void ReadsTheWantedColumnsInTheirOrder()
    {
        var table = SampleTable.Parse("\uFEFF# source: a test\r\na,b,\"c, d\"\r\n1,2,3\r\n\r\n4,-5e-1,\"6\"\r\n", "t.csv", ["c, d", "a"]);
        Assert.Equal(2, table.Count);
        Assert.Equal([3.0, 1.0, 6.0, 4.0], table.Values.ToArray());
        Assert.Equal([6.0, 4.0], table[1].ToArray());
    }

    [Theory]
    [InlineData("", "line 1: the file has no header line")]
    [InlineData("a,b\n", "the file has no rows")]
    [InlineData("a,c\n1,2", "line 1, column 'b': there is no such column; the header has a, c")]
    [InlineData("a,b,b\n1,2,3", "line 1, column 'b': the header names this column more than once")]
    [InlineData("a,b\n1,2\n3", "line 3: the row has 1 fields, the header 2")]
    [InlineData("a,b\n1,2,\n", "line 2: the row has 3 fields, the header 2")]
    [InlineData("a,b\n1,two", "line 2, column 'b': 'two' is not a finite number")]
    [InlineData("a,b\n1,NaN", "line 2, column 'b': 'NaN' is not a finite number")]
    [InlineData("a,b\n1,", "line 2, column 'b': '' is not a finite number")]
    [InlineData("a,b\n1,1e999", "line 2, column 'b': '1e999' is not a finite number")]
    [InlineData("a,b\n1,\"2", "line 2: a quoted field is not closed")]
    [InlineData("a,b\n1,\"2\"3", "line 2: text follows a closed quote")]
    public void ErrorsNameTheirPlace(string csv, string expected)
    {
        var error = Assert.Throws<DataFormatException>(() => SampleTable.Parse(csv, "t.csv", ["a", "b"]));
        Assert.StartsWith("t.csv, ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
