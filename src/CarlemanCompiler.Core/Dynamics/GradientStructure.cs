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

    private GradientStructure(
        int weightCount, int sampleWidth, int sampleWeight, int[][] momentExponents, ImmutableArray<GradientTensor> tensors)
    {
        WeightCount = weightCount;
        SampleWidth = sampleWidth;
        SampleWeight = sampleWeight;
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

    /// <summary>Which number of a sample says how much the sample counts; −1 where all count the same.</summary>
    public int SampleWeight { get; }

    /// <summary>Number of distinct data monomials; a model without data has one, the constant 1.</summary>
    public int MomentCount => momentExponents.Length;

    /// <summary>The degree-ℓ parts of the gradient, ℓ = 0..q; F_ℓ = −η · Tensors[ℓ] seen from the origin.</summary>
    public ImmutableArray<GradientTensor> Tensors { get; }

    /// <summary>q, the degree of the gradient in the weights.</summary>
    public int Degree => Tensors.Length - 1;

    /// <summary>Differentiates a one-sample loss and sorts its terms by what is known when.</summary>
    /// <param name="loss">L(θ, x) with variables 0..n−1 the weights and n.. the sample.</param>
    /// <param name="weightCount">n ≥ 1.</param>
    /// <param name="sampleWeight">The number of the sample that the loss is proportional to and means are divided by; −1 for none.</param>
    /// <param name="cancellation">Looked at once per weight.</param>
    public static GradientStructure FromLoss(
        Polynomial loss, int weightCount, int sampleWeight = -1, CancellationToken cancellation = default)
    {
        if (weightCount < 1 || weightCount > loss.VariableCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(weightCount), weightCount, $"A loss in {loss.VariableCount} variables has 1..{loss.VariableCount} weights.");
        }

        int sampleWidth = loss.VariableCount - weightCount;
        var dataWords = new WordTable();
        var dataOfTerm = new int[loss.TermCount];
        var termsOfWeight = TermsOfWeights(loss, weightCount, dataWords, dataOfTerm);

        // Moments are numbered in the order in which the gradient, component after component, first meets them.
        var momentOfData = new int[dataWords.Count];
        var exponentsOfMoments = new List<int>();
        int momentCount = 0;
        var builders = new List<GradientTensor.Builder>();
        Span<int> letters = stackalloc int[Polynomial.MaximumDegree];
        Span<int> word = stackalloc int[Polynomial.MaximumDegree];
        for (int i = 0; i < weightCount; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (int t in termsOfWeight[i])
            {
                int data = dataOfTerm[t];
                if (momentOfData[data] == 0)
                {
                    momentOfData[data] = ++momentCount;
                    exponentsOfMoments.AddRange(new int[sampleWidth]);
                    foreach (int variable in dataWords[data])
                    {
                        exponentsOfMoments[exponentsOfMoments.Count - sampleWidth + variable - weightCount]++;
                    }
                }

                int length = loss.Letters(t, letters) - dataWords[data].Length;
                int at = letters.Slice(0, length).IndexOf(i);
                int exponent = 1;
                while (at + exponent < length && letters[at + exponent] == i)
                {
                    exponent++;
                }

                letters.Slice(0, at).CopyTo(word);
                letters.Slice(at + 1, length - at - 1).CopyTo(word.Slice(at));
                while (builders.Count < length)
                {
                    builders.Add(new GradientTensor.Builder(builders.Count));
                }

                double coefficient = FiniteProduct(loss.Coefficients[t], exponent);
                builders[length - 1].Add(i, word.Slice(0, length - 1), momentOfData[data] - 1, coefficient);
            }
        }

        return FromTables(
            weightCount, sampleWidth, [.. exponentsOfMoments], momentCount, [.. builders.Select(b => b.Build())], sampleWeight);
    }

    /// <summary>
    /// The structure of a recorded loss, expanded here and now: what generated code calls for a model whose tables are too large to be
    /// written out.
    /// </summary>
    /// <param name="loss">The loss of one sample; its gradient is not looked at.</param>
    /// <param name="weightCount">n ≥ 1; the tape's other variables are the sample.</param>
    /// <param name="sampleWeight">The number of the sample that the loss is proportional to and means are divided by; −1 for none.</param>
    /// <param name="cancellation">Looked at in every sum and product.</param>
    /// <exception cref="TapeExpansionException">The expanded loss has more terms than <see cref="Polynomial.DefaultTermLimit"/>.</exception>
    public static GradientStructure FromTape(
        Tape loss, int weightCount, int sampleWeight = -1, CancellationToken cancellation = default) =>
        FromLoss(TapeExpansion.Expand(loss, cancellation: cancellation), weightCount, sampleWeight, cancellation);

    /// <summary>The structure from tables: what generated code calls.</summary>
    /// <param name="weightCount">n.</param>
    /// <param name="sampleWidth">Numbers in one sample.</param>
    /// <param name="momentExponents">momentCount × sampleWidth exponents, row-major.</param>
    /// <param name="momentCount">Number of data monomials.</param>
    /// <param name="tensors">Tensors of degree 0, 1, … in this order.</param>
    /// <param name="sampleWeight">The number of the sample that every moment is proportional to and means are divided by; −1 for none.</param>
    public static GradientStructure FromTables(
        int weightCount, int sampleWidth, ReadOnlySpan<int> momentExponents, int momentCount, ImmutableArray<GradientTensor> tensors,
        int sampleWeight = -1)
    {
        if (sampleWeight < -1 || sampleWeight >= sampleWidth)
        {
            throw new ArgumentOutOfRangeException(nameof(sampleWeight), sampleWeight, $"A sample has numbers 0..{sampleWidth - 1}; −1 is none.");
        }

        if (momentExponents.Length != momentCount * sampleWidth)
        {
            throw new ArgumentException(
                $"{momentCount} moments of {sampleWidth} data variables need {momentCount * sampleWidth} exponents, "
                + $"not {momentExponents.Length}.",
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
            if (sampleWeight >= 0 && moments[k][sampleWeight] != 1)
            {
                throw new ArgumentException(
                    $"The loss is not proportional to the sample's weight: data monomial {k} has it to the power {moments[k][sampleWeight]}.",
                    nameof(sampleWeight));
            }
        }

        return new GradientStructure(weightCount, sampleWidth, sampleWeight, moments, tensors);
    }

    /// <summary>The structure from tables whose data monomials are written as words: for samples of many numbers, of which each uses few.</summary>
    /// <param name="weightCount">n.</param>
    /// <param name="sampleWidth">Numbers in one sample.</param>
    /// <param name="momentDegrees">The total degree of each data monomial.</param>
    /// <param name="momentLetters">Its factors, numbers of the sample, as many as its degree; monomial after monomial.</param>
    /// <param name="tensors">Tensors of degree 0, 1, … in this order.</param>
    /// <param name="sampleWeight">The number of the sample that every moment is proportional to and means are divided by; −1 for none.</param>
    public static GradientStructure FromTables(
        int weightCount, int sampleWidth, ReadOnlySpan<int> momentDegrees, ReadOnlySpan<int> momentLetters,
        ImmutableArray<GradientTensor> tensors, int sampleWeight = -1)
    {
        var exponents = new int[momentDegrees.Length * sampleWidth];
        int letter = 0;
        for (int k = 0; k < momentDegrees.Length; k++)
        {
            for (int end = letter + momentDegrees[k]; letter < end; letter++)
            {
                if (letter >= momentLetters.Length || (uint)momentLetters[letter] >= (uint)sampleWidth)
                {
                    throw new ArgumentException(
                        $"Data monomial {k} of degree {momentDegrees[k]} has not that many factors among the {sampleWidth} numbers of a sample.",
                        nameof(momentLetters));
                }

                exponents[k * sampleWidth + momentLetters[letter]]++;
            }
        }

        if (letter != momentLetters.Length)
        {
            throw new ArgumentException(
                $"{momentLetters.Length} factors were given for data monomials with {letter} together.", nameof(momentLetters));
        }

        return FromTables(weightCount, sampleWidth, exponents, momentDegrees.Length, tensors, sampleWeight);
    }

    /// <summary>The exponents of data monomial <paramref name="moment"/>, one per number of a sample.</summary>
    public int[] MomentExponents(int moment) => (int[])momentExponents[moment].Clone();

    /// <summary>
    /// μ_k = mean over the samples of Π_v x_v^{e_kv}: one pass over the data. Full batch or mini-batch is the caller's choice of rows.
    /// One multiplication per sample and monomial, shared prefixes counted once. Where samples carry weights, the sum is divided by the sum of
    /// the weights in place of the number of samples.
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
        double total = SampleWeight < 0 ? count : 0;
        var working = new double[products.WorkingSize];
        for (int s = 0; s < count; s++)
        {
            var sample = samples.Slice(s * SampleWidth, SampleWidth);
            products.AddTo(moments, sample, working);
            total += SampleWeight < 0 ? 0 : sample[SampleWeight];
        }

        if (!(total > 0) || double.IsInfinity(total))
        {
            throw new ArgumentException($"The samples' weights add up to {total.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}; they have to have a positive finite sum.", nameof(samples));
        }

        for (int k = 0; k < moments.Length; k++)
        {
            moments[k] /= total;
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

    /// <summary>
    /// For each weight the terms that it occurs in: those are the terms of its derivative, in the same order, since a derivative keeps the
    /// order.
    /// </summary>
    private static List<int>[] TermsOfWeights(Polynomial loss, int weightCount, WordTable dataWords, int[] dataOfTerm)
    {
        var termsOfWeight = new List<int>[weightCount];
        for (int i = 0; i < weightCount; i++)
        {
            termsOfWeight[i] = [];
        }

        Span<int> letters = stackalloc int[Polynomial.MaximumDegree];
        for (int t = 0; t < loss.TermCount; t++)
        {
            int degree = loss.Letters(t, letters);
            int p = 0;
            for (; p < degree && letters[p] < weightCount; p++)
            {
                if (p == 0 || letters[p] != letters[p - 1])
                {
                    termsOfWeight[letters[p]].Add(t);
                }
            }

            dataOfTerm[t] = dataWords.NumberOf(letters.Slice(p, degree - p));
        }

        return termsOfWeight;
    }

    private static double FiniteProduct(double coefficient, int exponent) => double.IsInfinity(coefficient * exponent)
        ? throw new ArgumentException($"The derivative of a term with coefficient {coefficient:R} overflows.", nameof(coefficient))
        : coefficient * exponent;
}
