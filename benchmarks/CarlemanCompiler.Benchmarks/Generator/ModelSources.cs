namespace CarlemanCompiler.Benchmarks.Generator;

/// <summary>Models as a user writes them.</summary>
internal static class ModelSources
{
    /// <summary>Least squares: n weights, n features.</summary>
    public static string Regression(string name, int weights) => $$"""
        [CarlemanModel(Order = 1, LearningRate = 0.01)]
        public static partial class {{name}}
        {
            [Loss]
            public static double Loss(
                [Weights({{weights}})] ReadOnlySpan<double> w, [Features({{weights}})] ReadOnlySpan<double> x, [Target] double y)
            {
                double score = 0;
                for (int i = 0; i < {{weights}}; i++)
                {
                    score += w[i] * x[i];
                }

                double error = score - y;
                return error * error / 2;
            }
        }
        """;

    /// <summary>A quadratic form without data: a chain of n weights.</summary>
    public static string Chain(string name, int weights) => $$"""
        [CarlemanModel(Order = 1, LearningRate = 0.01)]
        public static partial class {{name}}
        {
            [Loss]
            public static double Loss([Weights({{weights}})] ReadOnlySpan<double> w)
            {
                double sum = w[0] * w[0];
                for (int i = 1; i < {{weights}}; i++)
                {
                    double step = w[i] - w[i - 1] / 2 - 0.25;
                    sum += step * step;
                }

                return sum;
            }
        }
        """;

    /// <summary>Two layers, hidden · (inputs + 1) weights; the activation is a statement on h.</summary>
    public static string Network(string name, int hidden, int inputs, string activation = "") => $$"""
        [CarlemanModel(Order = 1, LearningRate = 0.01)]
        public static partial class {{name}}
        {
            [Loss]
            public static double Loss(
                [Weights({{hidden}}, {{inputs}})] Matrix a, [Weights({{hidden}})] ReadOnlySpan<double> v,
                [Features({{inputs}})] ReadOnlySpan<double> x, [Target] double y)
            {
                double score = 0;
                for (int i = 0; i < {{hidden}}; i++)
                {
                    double h = 0;
                    for (int j = 0; j < {{inputs}}; j++)
                    {
                        h += a[i, j] * x[j];
                    }

                    {{activation}}
                    score += v[i] * h;
                }

                double error = score - y;
                return error * error / 2;
            }
        }
        """;
}
