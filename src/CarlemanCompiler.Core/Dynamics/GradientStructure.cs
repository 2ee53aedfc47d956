using System.Collections.Immutable;
using CarlemanCompiler.Polynomials;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Dynamics;

/// <summary>
/// The gradient of a loss averaged over samples, before the data are known: ∂_iL(θ; D) = Σ_β (Σ_k c_k μ_k(D)) θ^β, where μ_k is the mean
/// over the samples of a data monomial. The structure (which row, which weights, which moment) is known when the model is compiled, the
/// moments when the data are; a mini-batch changes only the moments.
/// </summary>
public sealed class GradientStructure
{
    private readonly int[][] momentExponents;
    private readonly MonomialProducts products;

    private GradientStructure(int weightCount, int sampleWidth, int[][] momentExponents, ImmutableArray<GradientTensor> tensors)
    {
        WeightCount = weightCount;
        SampleWidth = sampleWidth;
        this.momentExponents = momentExponents;
        products = new MonomialProducts(momentExponents);
        Tensors = tensors;
    }

    /// <summary>n, the number of weights.</summary>
    public int WeightCount { get; }

    /// <summary>
    /// Numbers in one sample: features, then targets, in the order of the loss method's parameters; 0 for a model without data.
    /// </summary>
    public int SampleWidth { get; }

    /// <summary>Number of distinct data monomials; a model without data has one, the constant 1.</summary>
    public int MomentCount => momentExponents.Length;

    /// <summary>The degree-ℓ parts of the gradient, ℓ = 0..q; F_ℓ = −η · Tensors[ℓ] seen from the origin.</summary>
    public ImmutableArray<GradientTensor> Tensors { get; }

    /// <summary>q, the degree of the gradient in the weights.</summary>
    public int Degree => Tensors.Length - 1;

    /// <summary>Differentiates a one-sample loss and sorts its terms by what is known when.</summary>
    /// <param name="loss">L(θ, x) with variables 0..n−1 the weights and n.. the sample.</param>
    /// <param name="weightCount">n ≥ 1.</param>
    public static GradientStructure FromLoss(Polynomial loss, int weightCount)
    {
        if (weightCount < 1 || weightCount > loss.VariableCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(weightCount), weightCount, $"A loss in {loss.VariableCount} variables has 1..{loss.VariableCount} weights.");
        }

        int sampleWidth = loss.VariableCount - weightCount;
        var builders = new List<GradientTensor.Builder>();
        var moments = new Dictionary<string, int>(StringComparer.Ordinal);
        var exponentsOfMoments = new List<int[]>();
        for (int i = 0; i < weightCount; i++)
        {
            var g = loss.Derivative(i);
            for (int t = 0; t < g.TermCount; t++)
            {
                var exponents = g.Exponents(t);
                var data = exponents.Skip(weightCount).ToArray();
                string key = string.Join(",", data);
                if (!moments.TryGetValue(key, out int moment))
                {
                    moments.Add(key, moment = exponentsOfMoments.Count);
                    exponentsOfMoments.Add(data);
                }

                var word = GradientTensor.WordOf(exponents, weightCount);
                while (builders.Count <= word.Length)
                {
                    builders.Add(new GradientTensor.Builder(builders.Count));
                }

                builders[word.Length].Add(i, word, moment, g.Coefficients[t]);
            }
        }

        return FromTables(
            weightCount,
            sampleWidth,
            [.. exponentsOfMoments.SelectMany(e => e)],
            exponentsOfMoments.Count,
            [.. builders.Select(b => b.Build())]);
    }

    /// <summary>
    /// The structure of a recorded loss, expanded here and now: what generated code calls for a model whose tables are too large to be
    /// written out.
    /// </summary>
    /// <param name="loss">The loss of one sample; its gradient is not looked at.</param>
    /// <param name="weightCount">n ≥ 1; the tape's other variables are the sample.</param>
    /// <param name="cancellation">Looked at in every sum and product.</param>
    /// <exception cref="TapeExpansionException">The expanded loss has more terms than <see cref="Polynomial.DefaultTermLimit"/>.</exception>
    public static GradientStructure FromTape(Tape loss, int weightCount, CancellationToken cancellation = default) =>
        FromLoss(TapeExpansion.Expand(loss, cancellation: cancellation), weightCount);

    /// <summary>The structure from tables: what generated code calls.</summary>
    /// <param name="weightCount">n.</param>
    /// <param name="sampleWidth">Numbers in one sample.</param>
    /// <param name="momentExponents">momentCount × sampleWidth exponents, row-major.</param>
    /// <param name="momentCount">Number of data monomials.</param>
    /// <param name="tensors">Tensors of degree 0, 1, … in this order.</param>
    public static GradientStructure FromTables(
        int weightCount, int sampleWidth, ReadOnlySpan<int> momentExponents, int momentCount, ImmutableArray<GradientTensor> tensors)
    {
        if (momentExponents.Length != momentCount * sampleWidth)
        {
            throw new ArgumentException(
                $"{momentCount} moments of {sampleWidth} data variables need {momentCount * sampleWidth} exponents, not {momentExponents.Length}.",
                nameof(momentExponents));
        }

        for (int l = 0; l < tensors.Length; l++)
        {
            tensors[l].Require(l, weightCount, momentCount);
        }

        var moments = new int[momentCount][];
        for (int k = 0; k < momentCount; k++)
        {
            moments[k] = momentExponents.Slice(k * sampleWidth, sampleWidth).ToArray();
        }

        return new GradientStructure(weightCount, sampleWidth, moments, tensors);
    }

    /// <summary>The exponents of data monomial <paramref name="moment"/>, one per number of a sample.</summary>
    public int[] MomentExponents(int moment) => (int[])momentExponents[moment].Clone();

    /// <summary>
    /// μ_k = mean over the samples of Π_v x_v^{e_kv}: one pass over the data. Full batch or mini-batch is the caller's choice of rows.
    /// One multiplication per sample and monomial, shared prefixes counted once.
    /// </summary>
    /// <param name="samples">Row-major, <see cref="SampleWidth"/> numbers a sample; ignored for a model without data.</param>
    public double[] Moments(ReadOnlySpan<double> samples)
    {
        var moments = new double[MomentCount];
        if (SampleWidth == 0)
        {
            moments.AsSpan().Fill(1);
            return moments;
        }

        if (samples.IsEmpty || samples.Length % SampleWidth != 0)
        {
            throw new ArgumentException($"{samples.Length} numbers are not one or more samples of {SampleWidth}.", nameof(samples));
        }

        int count = samples.Length / SampleWidth;
        var working = new double[products.WorkingSize];
        for (int s = 0; s < count; s++)
        {
            products.AddTo(moments, samples.Slice(s * SampleWidth, SampleWidth), working);
        }

        for (int k = 0; k < moments.Length; k++)
        {
            moments[k] /= count;
        }

        return moments;
    }

    /// <summary>The dynamics for given moments: F_ℓ = −η Σ c_k μ_k, seen from <paramref name="centre"/>.</summary>
    /// <param name="moments">From <see cref="Moments"/>.</param>
    /// <param name="learningRate">η &gt; 0.</param>
    /// <param name="centre">c; empty for the origin.</param>
    public GradientDynamics Dynamics(ReadOnlySpan<double> moments, double learningRate, ReadOnlySpan<double> centre = default)
    {
        if (moments.Length != MomentCount)
        {
            throw new ArgumentException($"{moments.Length} moments were given; the structure has {MomentCount}.", nameof(moments));
        }

        var rows = new List<(int[], double)>[WeightCount];
        for (int i = 0; i < WeightCount; i++)
        {
            rows[i] = [];
        }

        foreach (var tensor in Tensors)
        {
            for (int k = 0; k < tensor.EntryCount; k++)
            {
                var exponents = new int[WeightCount];
                foreach (int weight in tensor.Word(k))
                {
                    exponents[weight]++;
                }

                rows[tensor.Rows[k]].Add((exponents, -learningRate * tensor.Coefficients[k] * moments[tensor.Moments[k]]));
            }
        }

        var atOrigin = GradientDynamics.FromIncrements([.. rows.Select(r => Polynomial.FromTerms(WeightCount, r))], learningRate);
        return centre.IsEmpty ? atOrigin : atOrigin.Recentre(centre);
    }
}
