using System.Reflection;
using System.Text.RegularExpressions;

namespace CarlemanCompiler.Generator.Tests.Conformance;

/// <summary>Every function that a loss may call means something to the compiler, and has a program that shows it.</summary>
public sealed class LibraryTests
{
    public static TheoryData<string, string> Functions => new(
        new[] { typeof(LossMath), typeof(Approximate) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(method => (method.DeclaringType!.Name, method.Name)));

    [Theory]
    [MemberData(nameof(Functions))]
    public void HasAMeaningAndAProgram(string type, string name)
    {
        var method = typeof(LossMath).Assembly.GetType($"CarlemanCompiler.{type}", throwOnError: true)!.GetMethod(name)!;
        var meaning = method.GetCustomAttribute<MeaningAttribute>();
        Assert.NotNull(meaning);

        // An approximation takes degree and radius, and stands for the function of its name.
        Assert.Equal(name, meaning.Smooth?.ToString() ?? meaning.Function.ToString());
        Assert.Equal(type == nameof(Approximate), method.GetParameters().Any(p => p.Name == "radius"));

        var call = new Regex($"(?<!\\w|{(type == nameof(Approximate) ? "LossMath" : "Approximate")}\\.){name}\\(");
        Assert.Contains(ConformanceProgram.All, program => program.IsAccepted && call.IsMatch(program.Source)
            && program.Source.Contains(type, StringComparison.Ordinal));
    }
}
