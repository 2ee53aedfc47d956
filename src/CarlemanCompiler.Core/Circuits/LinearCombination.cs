using System.Collections.Immutable;
using System.Numerics;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// A block encoding of Σ_j c_j U_j: ⟨0…0|W|0…0⟩ = Σ_j c_j U_j/α with α = Σ|c_j|, the bra and ket on the address (Childs and Wiebe, QIC 12,
/// 901 (2012)). Prepare Σ √(|c_j|/α)|j⟩, select e^{i arg c_j} U_j, unprepare. Qubits as in <see cref="UnaryIteration"/>: the address of
/// ⌈log₂ N⌉ qubits, those of the U_j, clean ancillas. Coefficients of 0 are left out.
/// </summary>
public sealed class LinearCombination : DerivedOperation
{
    private readonly ImmutableArray<Complex> coefficients;
    private readonly UnaryIteration select;

    /// <summary>Σ c_j U_j with operations on the same number of qubits but for their clean ancillas.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or no coefficient is finite and other than 0.</exception>
    public LinearCombination(ImmutableArray<Complex> coefficients, ImmutableArray<Operation> unitaries)
        : this(coefficients, SelectWithPhases(coefficients, unitaries))
    {
        Unitaries = unitaries;
    }

    private LinearCombination(ImmutableArray<Complex> coefficients, UnaryIteration select)
        : base("linear combination", select.QubitCount)
    {
        this.coefficients = coefficients;
        this.select = select;
    }

    /// <summary>c_j.</summary>
    public ImmutableArray<Complex> Coefficients => coefficients;

    /// <summary>U_j.</summary>
    public ImmutableArray<Operation> Unitaries { get; private init; }

    /// <summary>α = Σ|c_j|: what the block is scaled by.</summary>
    public double Alpha => coefficients.Sum(c => c.Magnitude);

    /// <summary>⌈log₂ N⌉.</summary>
    public int AddressQubits => select.AddressQubits;

    /// <inheritdoc/>
    public override int CleanAncillaCount => select.CleanAncillaCount;

    /// <summary>The block encoding of Σ c̄_j U_j†.</summary>
    public override Operation Adjoint() => new LinearCombination(
        ImmutableArray.CreateRange(coefficients, Complex.Conjugate), ImmutableArray.CreateRange(Unitaries, u => u.SharedAdjoint()));

    private protected override ImmutableArray<Placement> Build()
    {
        var states = ImmutableArray.CreateBuilder<int>();
        var roots = ImmutableArray.CreateBuilder<double>();
        for (int j = 0; j < coefficients.Length; j++)
        {
            if (coefficients[j] != Complex.Zero)
            {
                states.Add(j);
                roots.Add(Math.Sqrt(coefficients[j].Magnitude));
            }
        }

        var prepare = SparseStatePreparation.OrDense(select.AddressQubits, states.ToImmutable(), roots.ToImmutable());
        var all = Range(0, QubitCount);
        return [new Placement(
            new Conjugation(
                Name, QubitCount, new Placement(prepare, Range(0, select.AddressQubits)), new Placement(select, all), CleanAncillaCount),
            all)];
    }

    private static UnaryIteration SelectWithPhases(ImmutableArray<Complex> coefficients, ImmutableArray<Operation> unitaries)
    {
        if (coefficients.Length != unitaries.Length)
        {
            throw new ArgumentException($"{coefficients.Length} coefficients for {unitaries.Length} unitaries.", nameof(coefficients));
        }

        double alpha = coefficients.Sum(c => c.Magnitude);
        if (!(alpha > 0) || double.IsInfinity(alpha))
        {
            throw new ArgumentException("A linear combination needs finite coefficients, not all of them 0.", nameof(coefficients));
        }

        return new UnaryIteration([.. unitaries.Select((unitary, j) => WithPhaseOf(coefficients[j], unitary))]);
    }

    private static Operation WithPhaseOf(Complex coefficient, Operation unitary)
    {
        double phase = coefficient.Phase;
        if (coefficient == Complex.Zero)
        {
            return new CompositeOperation("left out", unitary.QubitCount - unitary.CleanAncillaCount, []);
        }

        if (phase == 0)
        {
            return unitary;
        }

        ImmutableArray<int> all = [.. Enumerable.Range(0, unitary.QubitCount)];
        return new CompositeOperation(
            "with phase", unitary.QubitCount, [new Placement(unitary, all), Placement.On(Gate.GlobalPhase(phase))],
                unitary.CleanAncillaCount);
    }
}
