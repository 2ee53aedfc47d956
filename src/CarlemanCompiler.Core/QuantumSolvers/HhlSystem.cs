using System.Collections.Immutable;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.LinearSystems;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// A x = b for any sparse real square A, ready for the algorithm of Harrow, Hassidim and Lloyd: condition number, clock, the cheapest
/// circuit, what its amplitudes mean, and the same amplitudes without running gates.
/// </summary>
/// <remarks>
/// <para>The circuit prepares b and inverts the dilation [[0, A], [Aᵀ, 0]], whose eigenvalues ±σ come in pairs: A need not be symmetric,
/// and negative eigenvalues are the rule. Given success = 1 the register index holds x. An amplitude a of (success = 1, index = i) is
/// x_i = <see cref="NormPerAmplitude"/> · a with its sign: the factor is ‖b‖σ_max/Gain of the filter, all known before the run, so that
/// ‖x‖ = <see cref="NormPerAmplitude"/> · √(probability of success).</para>
/// <para>|λ·g(λ)/Gain − 1| ≤ ε on the whole spectrum bounds ‖x̂ − x‖ ≤ ε‖x‖ for every b, norm included: the tolerance is kept by
/// the choice of the clock and not by luck.</para>
/// </remarks>
public sealed partial class HhlSystem
{
    /// <summary>
    /// Up to so many rows singular vectors are computed (O(rows³)) and evolution in time is considered; beyond, singular values come from
    /// bidiagonalisation and the walk alone is run.
    /// </summary>
    public const int DenseRows = HhlProgram.MaximumRows;

    /// <summary>Relative error of x unless the caller says otherwise.</summary>
    public const double DefaultTolerance = 1e-3;

    // The filter's flatness is taken on a grid; the rest of the tolerance is for what lies between its points, or for a product formula.
    private const double FilterShare = 0.8;
    private const double FormulaShare = 0.15;

    // Walks on so few rows are simulated, where qubits count; with more rows the table takes a fraction of the gates.
    private const int InPlaceRows = 16;

    // What a reference may be off by, in parts of the tolerance, to be one.
    private const double ReferenceShare = 0.1;

    // Bidiagonalisation sees σ_min from above and σ_max from below, to a few 1e-4.
    private const double RangeMargin = 0.005;

    private readonly SparseMatrix scaled;
    private readonly SparseMatrix transpose;
    private readonly double unit;
    private readonly Dilation? dilation;
    private readonly SingularRange range;
    private readonly Lazy<(double[] X, double Residual)> reference;
    private readonly Lazy<double[]> amplitudes;

    private HhlSystem(
        SparseMatrix matrix,
        double[] b,
        double tolerance,
        SparseMatrix scaled,
        SparseMatrix transpose,
        double unit,
        Dilation? dilation,
        SingularRange range,
        Built built)
    {
        Matrix = matrix;
        RightHandSide = [.. b];
        Tolerance = tolerance;
        this.scaled = scaled;
        this.unit = unit;
        this.dilation = dilation;
        this.range = range;
        this.transpose = transpose;
        Chosen = built.Candidate;
        Filter = built.Filter;
        Circuit = built.Circuit;
        Encoding = built.Encoding;
        Candidates = [];
        reference = new(() => ComputeReference(b));
        amplitudes = new(() => dilation is not null && Encoding is null ? Spectral(b) : Chebyshev(b));
    }

    /// <summary>A.</summary>
    public SparseMatrix Matrix { get; }

    /// <summary>b.</summary>
    public ImmutableArray<double> RightHandSide { get; }

    /// <summary>Largest ‖x̂ − x‖/‖x‖ that the circuit is built for.</summary>
    public double Tolerance { get; }

    /// <summary>σ_max(A).</summary>
    public double LargestSingularValue => range.Largest * unit;

    /// <summary>σ_min(A).</summary>
    public double SmallestSingularValue => range.Smallest * unit;

    /// <summary>κ = σ_max/σ_min.</summary>
    public double ConditionNumber => range.ConditionNumber;

    /// <summary>The way that was chosen: of the <see cref="Candidates"/> that with the fewest gates.</summary>
    public HhlCandidate Chosen { get; }

    /// <summary>
    /// The ways whose circuits were made, by gates. Those left out have more gates than one of these by a lower bound, or were not asked
    /// for.
    /// </summary>
    public ImmutableArray<HhlCandidate> Candidates { get; private init; }

    /// <summary>What the clock makes of 1/λ.</summary>
    public InversionFilter Filter { get; }

    /// <summary>
    /// Registers success, index, flag, clock, ancilla (a walk has colour and work before the clock); measured are the first two.
    /// </summary>
    public Circuit Circuit { get; }

    /// <summary>The block encoding of a walk, of A over a power of two near σ_max; null for evolution in time.</summary>
    public SparseBlockEncoding? Encoding { get; }

    /// <summary>α of A's block encoding, in the units of A; null for evolution in time.</summary>
    public double? Alpha => Encoding?.Alpha * unit;

    /// <summary>x_i over the amplitude of (success = 1, index = i).</summary>
    public double NormPerAmplitude => Norm(RightHandSide) / (Filter.Gain * FilterScale);

    /// <summary>
    /// The amplitudes of (success = 1, index = i) for the rows i, real, without running gates: through the singular value decomposition for
    /// evolution in time (a product formula without its error), for a walk as the polynomial of degree 2^m − 1 that it is, by as many
    /// products with A or Aᵀ, with nothing else held. Computed once.
    /// </summary>
    public ReadOnlySpan<double> Amplitudes => amplitudes.Value;

    /// <summary>Probability of success, from <see cref="Amplitudes"/>.</summary>
    public double SuccessProbability => amplitudes.Value.Sum(a => a * a);

    /// <summary>
    /// x as a classical computer finds it, from the singular value decomposition or by LSQR to a relative residual of 1e-12 or what
    /// rounding allows. Computed once.
    /// </summary>
    /// <exception cref="SolutionRefusedException">LSQR does not get near enough to judge by.</exception>
    public ReadOnlySpan<double> Reference => reference.Value.X;

    /// <summary>
    /// Chooses and builds the circuit.
    /// </summary>
    /// <param name="matrix">A, n × n, n ≥ 1, entries finite.</param>
    /// <param name="rightHandSide">b, n finite numbers, not all 0.</param>
    /// <param name="tolerance">Largest relative error of x, 1e-6 to 0.5.</param>
    /// <param name="strategy">How eigenvalues are made readable.</param>
    /// <param name="clockQubits">m; null takes the smallest clock that meets the tolerance.</param>
    /// <exception cref="ArgumentException">A is not square, b does not fit or is 0, or a number is out of range.</exception>
    /// <exception cref="SolutionRefusedException">A is singular, or the clock (or the largest one there is) cannot meet the
    /// tolerance.</exception>
    public static HhlSystem Prepare(
        SparseMatrix matrix,
        ReadOnlySpan<double> rightHandSide,
        double tolerance = DefaultTolerance,
        EvolutionStrategy strategy = EvolutionStrategy.Cheapest,
        int? clockQubits = null)
    {
        double[] b = rightHandSide.ToArray();
        Validate(matrix, b, tolerance, clockQubits);
        if (matrix.RowCount > DenseRows && strategy is EvolutionStrategy.ExactSynthesis or EvolutionStrategy.ProductFormula)
        {
            throw new SolutionRefusedException(
                SolutionLimit.Rows,
                matrix.RowCount,
                DenseRows,
                $"Evolution in time is synthesised for up to {DenseRows} rows; the system has {matrix.RowCount}. Use the qubitised walk.");
        }

        // Whatever the units of A, its numbers are near 1 inside.
        double magnitude = matrix.LargestMagnitude;
        if (magnitude == 0)
        {
            throw Singular(0, 0);
        }

        double unit = Math.Pow(2, Math.Round(Math.Log(magnitude) / Math.Log(2)));
        var scaled = AtLeastTwoRows(matrix, unit);
        var transpose = scaled.Transpose();
        double[] padded = matrix.RowCount == 1 ? [b[0], 0] : b;
        Dilation? dilation = null;
        SingularRange range;
        if (scaled.RowCount <= DenseRows)
        {
            dilation = Dilation.Of(scaled, new HistoryLayout(1, [scaled.RowCount]));
            range = new SingularRange(dilation.SingularValues[0], dilation.SingularValues[scaled.RowCount - 1]);
            if (!(range.Smallest > 1e-13 * range.Largest))
            {
                throw Singular(range.Largest * unit, range.Smallest * unit);
            }
        }
        else
        {
            range = SingularRange.Of(scaled, transpose);
        }

        var built = new Builder(scaled, padded, dilation, range, tolerance, clockQubits).Build(strategy);
        return new HhlSystem(matrix, b, tolerance, scaled, transpose, unit, dilation, range, built[0])
        {
            Candidates = [.. built.Select(way => way.Candidate)],
        };
    }

    /// <summary>The state of the circuit's qubits that holds row i of a success.</summary>
    public int StateOfRow(int row)
    {
        int state = 0;
        foreach (var register in Circuit.Registers)
        {
            int value = register.Name switch { "success" or "flag" or "ancilla" => 1, "index" => row, _ => 0 };
            state |= value << (Circuit.QubitCount - register.Start - register.Width);
        }

        return state;
    }

    // The eigenvalue that the filter calls 1.
    private double FilterScale => (Encoding is { } walk ? Filter.LargestEigenvalue(walk.Alpha) : range.Largest) * unit;

    private static double Norm(IEnumerable<double> vector) => Math.Sqrt(vector.Sum(value => value * value));

    private static void Validate(SparseMatrix matrix, double[] b, double tolerance, int? clockQubits)
    {
        if (matrix.RowCount != matrix.ColumnCount || matrix.RowCount < 1)
        {
            throw new ArgumentException($"The matrix is {matrix.RowCount} × {matrix.ColumnCount}; a square one is needed.", nameof(matrix));
        }

        if (matrix.Values.Concat(b).Any(value => double.IsNaN(value) || double.IsInfinity(value)))
        {
            throw new ArgumentException("Entries of the matrix and of the right-hand side are finite numbers.", nameof(matrix));
        }

        if (b.Length != matrix.RowCount)
        {
            throw new ArgumentException($"The right-hand side has {b.Length} entries; the matrix has {matrix.RowCount} rows.", nameof(b));
        }

        if (b.All(value => value == 0))
        {
            throw new ArgumentException("The right-hand side is 0: so is the solution, and there is no state to prepare.", nameof(b));
        }

        if (tolerance is not (>= 1e-6 and <= 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance is between 1e-6 and 0.5.");
        }

        if (clockQubits is < InversionFilter.MinimumClockQubits or > InversionFilter.MaximumClockQubits)
        {
            throw new ArgumentOutOfRangeException(
                nameof(clockQubits),
                clockQubits,
                $"A clock has {InversionFilter.MinimumClockQubits} to {InversionFilter.MaximumClockQubits} qubits.");
        }
    }

    private static SolutionRefusedException Singular(double largest, double smallest) => new(
        SolutionLimit.Singular,
        null,
        null,
        FormattableString.Invariant(
            $"The matrix is singular to working precision: its singular values go from {largest:G4} to {smallest:G4}."));

    // A over the unit; one row becomes two that do not couple, because a register has a qubit.
    private static SparseMatrix AtLeastTwoRows(SparseMatrix matrix, double unit)
    {
        double[] values = [.. matrix.Values.Select(value => value / unit)];
        return matrix.RowCount == 1
            ? SparseMatrix.FromCoordinates(2, 2, [0, 1], [0, 1], [values[0], values[0]])
            : SparseMatrix.FromRows(matrix.RowCount, matrix.ColumnCount, matrix.RowStarts, matrix.Columns, values);
    }

    private (double[] X, double Residual) ComputeReference(double[] b)
    {
        if (dilation is null)
        {
            var (x, residual) = LeastSquares.Solve(scaled, transpose, b, 1e-12);
            if (!(residual * ConditionNumber <= ReferenceShare * Tolerance))
            {
                throw new SolutionRefusedException(
                    SolutionLimit.Verification,
                    residual * ConditionNumber,
                    null,
                    FormattableString.Invariant(
                        $"LSQR stops at a relative residual of {residual:G2}, which at κ = {ConditionNumber:G3} is no reference ")
                        + FormattableString.Invariant($"for a tolerance of {Tolerance:G2}. Precondition the system."));
            }

            return ([.. x.Select(value => value / unit)], residual);
        }

        double[] padded = Padded(b);
        var solution = Through(padded, j => 1 / dilation.SingularValues[j]);
        return ([.. solution.Take(b.Length).Select(value => value / unit)], 0);
    }

    private double[] Padded(double[] b) => scaled.RowCount == b.Length ? b : [.. b, .. new double[scaled.RowCount - b.Length]];

    private double[] Spectral(double[] b)
    {
        double norm = Norm(b);
        double largest = dilation!.SingularValues[0];
        var y = Through(Padded(b), j => Filter.Response(dilation.SingularValues[j] / largest));
        return [.. y.Take(b.Length).Select(value => value / norm)];
    }

    // Σ_j z_j f_j ⟨w_j|b⟩.
    private double[] Through(double[] b, Func<int, double> factor)
    {
        var y = new double[b.Length];
        for (int j = 0; j < b.Length; j++)
        {
            double component = 0;
            for (int i = 0; i < b.Length; i++)
            {
                component += dilation!.LeftVectors[i, j] * b[i];
            }

            component *= factor(j);
            for (int i = 0; i < b.Length; i++)
            {
                y[i] += component * dilation!.RightVectors[i, j];
            }
        }

        return y;
    }

    // Σ_n c_n T_n(H/α) (b; 0): odd terms lie in the lower half, even ones in the upper, and each is one product with Aᵀ or A.
    private double[] Chebyshev(double[] b)
    {
        double[] coefficients = Filter.ChebyshevCoefficients();
        double alpha = Encoding!.Alpha;
        double norm = Norm(b);
        double[] even = [.. Padded(b).Select(value => value / norm)];
        double[] odd = transpose.Multiply(even);
        Scale(odd, 1 / alpha);
        var sum = new double[odd.Length];
        for (int n = 1; ; n += 2)
        {
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += coefficients[n] * odd[i];
            }

            if (n + 2 >= coefficients.Length)
            {
                return [.. sum.Take(b.Length)];
            }

            Advance(scaled, odd, even);
            Advance(transpose, even, odd);
        }

        void Advance(SparseMatrix half, double[] from, double[] onto)
        {
            double[] product = half.Multiply(from);
            for (int i = 0; i < onto.Length; i++)
            {
                onto[i] = 2 / alpha * product[i] - onto[i];
            }
        }

        static void Scale(double[] vector, double factor)
        {
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] *= factor;
            }
        }
    }
}
