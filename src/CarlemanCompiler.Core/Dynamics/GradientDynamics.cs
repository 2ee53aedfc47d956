using System.Collections.Immutable;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Dynamics;

/// <summary>
/// Gradient descent as a polynomial map: u(t+1) = u(t) + Σ_{ℓ=0..q} F_ℓ u(t)^{⊗ℓ} with u = θ − centre
/// (paper eqs 3, 4). The stage after the polynomial and before the Carleman map.
/// </summary>
/// <remarks>
/// The map is held as its n increment polynomials g_i(u) = −η ∂_iL(centre + u), one row of all F_ℓ each; <see cref="Tensor"/> spells a
/// single F_ℓ out as an n × n^ℓ matrix. Any polynomial map has this form: <see cref="FromTensors"/> takes one that descends on no loss. It
/// has increments only, no rate and no Hessian (<see cref="IsDescent"/>), and keeps the words that its tensors put coefficients on.
/// </remarks>
public sealed class GradientDynamics
{
    private GradientDynamics(
        bool isDescent, double learningRate, ImmutableArray<double> centre, ImmutableArray<Polynomial> increments,
        IReadOnlyDictionary<int, SparseMatrix>? placed = null)
    {
        IsDescent = isDescent;
        Placed = placed;
        LearningRate = learningRate;
        Centre = centre;
        Increments = increments;
        Degree = Math.Max(1, increments.Max(g => g.Degree));
        if (placed is not null)
        {
            // Words of one monomial may cancel: the polynomial is then of a lower degree than its tensors.
            Degree = placed.Where(pair => pair.Value.NonzeroCount > 0).Select(pair => pair.Key).Append(Degree).Max();
        }
    }

    /// <summary>
    /// Whether the increments are those of a descent at a learning rate. A map given by its tensors is none: it has no learning rate, F_1 need
    /// not be symmetric, and <see cref="Hessian"/> is no second derivative of anything.
    /// </summary>
    public bool IsDescent { get; }

    /// <summary>
    /// η, positive and finite. 1 where <see cref="IsDescent"/> is false: a power of η then counts factors F, which it does for a descent, too.
    /// </summary>
    public double LearningRate { get; }

    /// <summary>c, the point of weight space at which u = 0 (the paper's re-upload point); n numbers.</summary>
    public ImmutableArray<double> Centre { get; }

    /// <summary>g_i(u) = Σ_ℓ (F_ℓ u^{⊗ℓ})_i, i = 0..n−1: polynomials in u_0..u_{n−1}.</summary>
    public ImmutableArray<Polynomial> Increments { get; }

    /// <summary>n, the number of weights.</summary>
    public int WeightCount => Increments.Length;

    /// <summary>q = degree of the loss − 1, at least 1.</summary>
    public int Degree { get; }

    /// <summary>The tensors as they were given, by ℓ; null where the map was given by polynomials, whose tensors are symmetrised.</summary>
    internal IReadOnlyDictionary<int, SparseMatrix>? Placed { get; }

    /// <summary>Gradient descent on a loss that is a polynomial in the weights alone, seen from <paramref name="centre"/>.</summary>
    /// <param name="loss">L(θ) in n ≥ 1 variables.</param>
    /// <param name="learningRate">η &gt; 0.</param>
    /// <param name="centre">c; empty for the origin.</param>
    public static GradientDynamics FromLoss(Polynomial loss, double learningRate, ReadOnlySpan<double> centre = default)
    {
        var recentred = centre.IsEmpty ? loss : loss.Shift(centre);
        var increments = recentred.Gradient().Select(g => g * -RequireRate(learningRate));
        return FromIncrements([.. increments], learningRate, centre);
    }

    /// <summary>A polynomial map given by its increments g_i(u), already multiplied by −η.</summary>
    /// <param name="increments">n ≥ 1 polynomials in n variables each.</param>
    /// <param name="learningRate">η &gt; 0, the rate that the increments carry.</param>
    /// <param name="centre">The point at which u = 0; empty for the origin.</param>
    public static GradientDynamics FromIncrements(
        ImmutableArray<Polynomial> increments, double learningRate, ReadOnlySpan<double> centre = default) =>
        Create(true, RequireRate(learningRate), increments, centre);

    /// <summary>
    /// A polynomial map u(t+1) = u(t) + Σ_ℓ F_ℓ u(t)^{⊗ℓ} given by its tensors, whatever it comes from. O(nonzeros · n).
    /// </summary>
    /// <param name="tensors">
    /// F_ℓ by ℓ, each n × n^ℓ (F_0 is n × 1) with columns in <c>numpy.kron</c> order, at least one; a degree that is missing is zero. They are
    /// increments: whatever rate or time step there is, they carry it. Over which words of a monomial its coefficient is spread is kept by
    /// <see cref="Tensor"/> and by a <see cref="Linearization.CarlemanMap"/> in the Kronecker basis, and by nothing else: on lifted states,
    /// and therefore along every trajectory, all placements are the same map.
    /// </param>
    /// <param name="centre">The point at which u = 0; empty for the origin.</param>
    /// <exception cref="ArgumentException">No tensor, a shape that is not n × n^ℓ, an entry that is not finite.</exception>
    public static GradientDynamics FromTensors(IReadOnlyDictionary<int, SparseMatrix> tensors, ReadOnlySpan<double> centre = default) =>
        Create(false, 1, TensorPolynomials.Of(tensors), centre, tensors.ToDictionary(pair => pair.Key, pair => pair.Value));

    /// <summary>A polynomial map that is no descent, given by its increments.</summary>
    internal static GradientDynamics FromMap(ImmutableArray<Polynomial> increments) => Create(false, 1, increments, default);

    /// <summary>The map whose increments are <paramref name="factor"/> times as large; no descent.</summary>
    internal GradientDynamics Times(double factor) => new(
        false, 1, Centre, [.. Increments.Select(g => g * factor)], Placed?.ToDictionary(pair => pair.Key, pair => Scaled(pair.Value, factor)));

    private static SparseMatrix Scaled(SparseMatrix m, double factor) => SparseMatrix.FromRows(
        m.RowCount, m.ColumnCount, m.RowStarts, m.Columns, [.. m.Values.Select(value => value * factor)]);

    private static GradientDynamics Create(
        bool isDescent, double learningRate, ImmutableArray<Polynomial> increments, ReadOnlySpan<double> centre,
        IReadOnlyDictionary<int, SparseMatrix>? placed = null)
    {
        if (increments.IsDefaultOrEmpty || increments.Any(g => g.VariableCount != increments.Length))
        {
            throw new ArgumentException("A dynamics of n ≥ 1 weights needs n increments in n variables each.", nameof(increments));
        }

        if (!centre.IsEmpty && centre.Length != increments.Length)
        {
            throw new ArgumentException($"The centre has {centre.Length} coordinates for {increments.Length} weights.", nameof(centre));
        }

        var point = centre.IsEmpty ? new double[increments.Length] : centre.ToArray();
        return new GradientDynamics(isDescent, learningRate, ImmutableArray.Create(point), increments, placed);
    }

    /// <summary>The same monomials with other coefficients, zeros left out. O(terms).</summary>
    /// <param name="coefficients">Those of all increments, in the order of the weights and of the terms of each.</param>
    public GradientDynamics WithCoefficients(ReadOnlySpan<double> coefficients)
    {
        int count = Increments.Sum(g => g.TermCount);
        if (coefficients.Length != count)
        {
            throw new ArgumentException($"{coefficients.Length} coefficients were given; the increments have {count} terms.", nameof(coefficients));
        }

        var increments = ImmutableArray.CreateBuilder<Polynomial>(WeightCount);
        int at = 0;
        foreach (var g in Increments)
        {
            increments.Add(g.WithCoefficients(coefficients.Slice(at, g.TermCount).ToArray()));
            at += g.TermCount;
        }

        return new GradientDynamics(IsDescent, LearningRate, Centre, increments.MoveToImmutable());
    }

    /// <summary>
    /// The same map seen from another centre: an exact Taylor shift of every increment. Expected O(terms · degree) of what comes out.
    /// </summary>
    public GradientDynamics Recentre(ReadOnlySpan<double> centre)
    {
        var offset = Offset(centre);
        return Create(IsDescent, LearningRate, Polynomial.Shift(Increments, offset), centre);
    }

    /// <summary>u(t+1) from u(t), without truncation: one step of gradient descent in centred coordinates.</summary>
    public double[] Step(ReadOnlySpan<double> u)
    {
        var next = u.ToArray();
        for (int i = 0; i < next.Length; i++)
        {
            next[i] += Increments[i].Evaluate(u);
        }

        return next;
    }

    /// <summary>θ(0), θ(1), …, θ(T) of plain gradient descent from <paramref name="start"/>; row t holds n weights.</summary>
    public double[][] Descend(ReadOnlySpan<double> start, int steps)
    {
        var trajectory = new double[steps + 1][];
        trajectory[0] = start.ToArray();
        var u = Offset(start);
        for (int t = 1; t <= steps; t++)
        {
            u = Step(u);
            trajectory[t] = new double[u.Length];
            for (int i = 0; i < u.Length; i++)
            {
                trajectory[t][i] = Centre[i] + u[i];
            }
        }

        return trajectory;
    }

    /// <summary>
    /// F_ℓ as an n × n^ℓ matrix; the column of the word (i₁..i_ℓ) is i₁n^{ℓ−1}+…+i_ℓ. Symmetrised: a monomial's coefficient is spread
    /// equally over the words that carry it. Of a map from <see cref="FromTensors"/>, the matrix that was given.
    /// </summary>
    /// <exception cref="SizeLimitException">n^ℓ is over the 2³¹−1 columns that a matrix holds.</exception>
    public SparseMatrix Tensor(int degree)
    {
        double columnCount = Math.Pow(WeightCount, degree);
        if (columnCount > int.MaxValue)
        {
            throw new SizeLimitException(
                $"F_{degree} of {WeightCount} weights has {columnCount:E2} columns; a matrix holds at most {int.MaxValue}. "
                + "Use Increments.");
        }

        if (Placed is not null && Placed.TryGetValue(degree, out var given))
        {
            return given;
        }

        var rows = new List<int>();
        var columns = new List<int>();
        var values = new List<double>();
        for (int i = 0; i < WeightCount; i++)
        {
            var g = Increments[i];
            for (int t = 0; t < g.TermCount; t++)
            {
                if (g.TermDegree(t) != degree)
                {
                    continue;
                }

                var words = Words.ColumnsOf(g.Exponents(t));
                foreach (int column in words)
                {
                    rows.Add(i);
                    columns.Add(column);
                    values.Add(g.Coefficients[t] / words.Count);
                }
            }
        }

        return SparseMatrix.FromCoordinates(WeightCount, (int)columnCount, rows, columns, values);
    }

    /// <summary>
    /// ∇²L at <paramref name="point"/> (in θ, not in u): the n × n Hessian, from −1/η times the derivatives of the increments; symmetric
    /// where the increments come from a loss, and minus the Jacobian of the increments where they do not. O(terms · degree²), no polynomial is
    /// formed.
    /// </summary>
    public double[,] Hessian(ReadOnlySpan<double> point)
    {
        var u = Offset(point);
        var hessian = new double[WeightCount, WeightCount];
        for (int i = 0; i < WeightCount; i++)
        {
            var g = Increments[i];
            for (int t = 0; t < g.TermCount; t++)
            {
                var word = GradientTensor.WordOf(g.Exponents(t), WeightCount);
                for (int k = 0; k < word.Length; k++)
                {
                    // Each letter of the word is differentiated once: e equal letters give the factor e.
                    double product = g.Coefficients[t];
                    for (int m = 0; m < word.Length; m++)
                    {
                        product *= m == k ? 1 : u[word[m]];
                    }

                    hessian[i, word[k]] -= product / LearningRate;
                }
            }
        }

        return hessian;
    }

    /// <summary>u = θ − centre.</summary>
    public double[] Offset(ReadOnlySpan<double> point)
    {
        if (point.Length != WeightCount)
        {
            throw new ArgumentException($"The point has {point.Length} coordinates for {WeightCount} weights.", nameof(point));
        }

        var u = point.ToArray();
        for (int i = 0; i < u.Length; i++)
        {
            u[i] -= Centre[i];
        }

        return u;
    }

    private static double RequireRate(double learningRate) => learningRate > 0 && !double.IsInfinity(learningRate)
        ? learningRate
        : throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "The learning rate is a positive finite number.");
}
