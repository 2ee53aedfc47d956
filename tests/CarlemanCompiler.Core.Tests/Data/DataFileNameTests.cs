using CarlemanCompiler.Data;

namespace CarlemanCompiler.Core.Tests.Data;

/// <summary>A model names its data by the end of their path.</summary>
public sealed class DataFileNameTests
{
    [Theory]
    [InlineData("/home/somebody/project/iris.csv", "iris.csv", true)]
    [InlineData("iris.csv", "iris.csv", true)]
    [InlineData("/project/data/iris.csv", "data/iris.csv", true)]
    [InlineData("/project/data/iris.csv", "./data/iris.csv", true)]
    [InlineData("/project/data/iris.csv", "../data/iris.csv", true)]
    [InlineData(@"C:\project\Data\Iris.csv", "data/iris.csv", true)]
    [InlineData("/project/data/iris.csv", @"data\iris.csv", true)]
    [InlineData("/project/old-iris.csv", "iris.csv", false)]
    [InlineData("/project/data/iris.csv", "other/iris.csv", false)]
    [InlineData("iris.csv", "data/iris.csv", false)]
    public void Matches(string path, string name, bool expected) => Assert.Equal(expected, DataFileName.Matches(path, name));
}
