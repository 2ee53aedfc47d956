using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Dynamics;

/// <summary>Random losses of one sample, with and without sample weights, and samples for them.</summary>
internal static class RandomStructures
{
    public const int Width = 3;

    public static readonly Gen<Case> Any =
        from weights in Gen.Int[1, 4]
        from isWeighted in Gen.Bool
        from terms in Gen.Select(Gen.Int[0, 2].Array[weights + Width], Gen.Double[-1, 1]).Array[1, 10]
        from samples in Gen.Double[0.2, 1.5].Array[Width].Array[1, 6]
        from centre in Gen.OneOf(Gen.Const(0.0), Gen.Double[-1, 1]).Array[weights]
        from point in Gen.Double[-1, 1].Array[weights]
        select new Case(Loss(weights, isWeighted, terms), weights, isWeighted ? 0 : -1, [.. samples.SelectMany(s => s)], centre, point);

    private static Polynomial Loss(int weights, bool isWeighted, (int[] Exponents, double Coefficient)[] terms)
    {
        foreach (var (exponents, _) in terms)
        {
            exponents[weights] = isWeighted ? 1 : exponents[weights];
        }

        return Polynomial.FromTerms(weights + Width, terms);
    }

    /// <summary>A loss of samples that may say in their first number how much they count.</summary>
    internal sealed record Case(Polynomial Loss, int Weights, int SampleWeight, double[] Samples, double[] Centre, double[] Point)
    {
        public GradientStructure Structure { get; } = GradientStructure.FromLoss(Loss, Weights, SampleWeight);

        public double[] Moments => Structure.Moments(Samples);

        /// <summary>∇L at θ straight from the definition: the mean over samples of the derivatives of the loss.</summary>
        public double[] Gradient(double[] theta)
        {
            var samples = Samples.Chunk(Width).ToArray();
            double total = SampleWeight < 0 ? samples.Length : samples.Sum(s => s[SampleWeight]);
            return [.. Enumerable.Range(0, Weights).Select(i =>
            {
                var derivative = Loss.Derivative(i);
                return samples.Sum(s => derivative.Evaluate([.. theta, .. s])) / total;
            })];
        }
    }
}
