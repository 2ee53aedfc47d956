namespace CarlemanCompiler.Generator.Tests;

/// <summary>Small models as source text.</summary>
internal static class ModelSource
{
    /// <summary>A model M without data whose loss has the given statements; <c>w</c> holds three weights.</summary>
    public static string Plain(string body, string members = "", string settings = "Order = 2, LearningRate = 0.1, Steps = 2") => $$"""
        [CarlemanModel({{settings}})]
        public static partial class M
        {
            {{members}}

            [Loss]
            public static double Loss([Weights(3)] ReadOnlySpan<double> w)
            {
                {{body}}
            }
        }
        """;

    /// <summary>A model M that reads data: two features <c>x</c>, a target <c>y</c>, two weights.</summary>
    public static string WithData(string settings = "Data = \"points.csv\"", string features = "2", string target = "[Target]") => $$"""
        [CarlemanModel({{settings}})]
        public static partial class M
        {
            [Loss]
            public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features({{features}})] ReadOnlySpan<double> x, {{target}} double y)
            {
                double error = w[0] * x[0] + w[1] * x[1] - y;
                return error * error;
            }
        }
        """;
}
