using CsCheck;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>Random programs of the loss language as C# text.</summary>
internal static class DslPrograms
{
    /// <summary>The file with the helpers and constants that all programs use.</summary>
    public const string Helpers = """
        global using static Helpers;

        internal static class Helpers
        {
            public const double Scale = 0.75;
            public const int Two = 2;
            public static readonly double Third = 1.0 / 3;
            public static readonly double[] Knots = [0.5, -1, Third, 0.25];
            public static readonly int[] Places = [2, 0, 1];

            public static ReadOnlySpan<double> Nodes => [0.1, -0.2, Scale];

            public static double Mix(double p, double q, int n)
            {
                p = p / 2 - q;
                return n * p + 0.25 * q;
            }

            public static (double First, double Second) Both(double p, double q) => (p + q / 2, p - q);

            public static double[] Scaled(ReadOnlySpan<double> v, double factor = 0.5)
            {
                var scaled = new double[v.Length];
                for (int i = 0; i < v.Length; i++)
                    scaled[i] = factor * v[i];
                return scaled;
            }

            public static void Fill(Span<double> v, double value)
            {
                for (int i = v.Length - 1; i >= 0; --i)
                    v[i] = value / (i + 1);
            }

            public static double Early(int n, double p)
            {
                for (int i = 0; i < 4; i++)
                {
                    if (i == n) return p * i;
                    if (i == 2) break;
                }

                return -p;
            }

            public static double Half(this double z) => z / Two;
        }
        """;

    /// <summary>A class <paramref name="name"/> with a random loss.</summary>
    public static Gen<string> Model(string name) => Gen.UInt.Select(seed => new DslProgramWriter(seed).Write(name));

    /// <summary>Classes M0, M1, … each with a random loss.</summary>
    public static Gen<string[]> Batch(int count) =>
        Gen.UInt.Array[count].Select(seeds => seeds.Select((seed, i) => new DslProgramWriter(seed).Write($"M{i}")).ToArray());
}
