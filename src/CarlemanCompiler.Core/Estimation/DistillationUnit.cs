namespace CarlemanCompiler.Estimation;

/// <summary>
/// A circuit that makes one T state of 15 (Bravyi and Kitaev, PRA 71, 022316 (2005)), in one of the two layouts of Beverland et al.,
/// arXiv:2211.07629, table VII.
/// </summary>
/// <param name="Name">Which layout.</param>
/// <param name="LogicalQubits">Logical qubits that it holds.</param>
/// <param name="LogicalCycles">Logical cycles that it takes.</param>
/// <param name="BareQubits">Physical qubits where it runs without a code.</param>
/// <param name="BareGates">Physical T-gate times that it takes there.</param>
public sealed record DistillationUnit(string Name, int LogicalQubits, int LogicalCycles, int BareQubits, int BareGates)
{
    /// <summary>T states consumed for one.</summary>
    public const int Inputs = 15;

    /// <summary>Fewer cycles.</summary>
    public static DistillationUnit Fast { get; } = new("15-to-1", 31, 11, 31, 24);

    /// <summary>Fewer qubits.</summary>
    public static DistillationUnit Compact { get; } = new("15-to-1, compact", 20, 13, 12, 45);

    /// <summary>Probability that a unit throws its output away, from the error of its inputs and of its Clifford gates.</summary>
    public static double Failure(double inputError, double cliffordError) => 15 * inputError + 356 * cliffordError;

    /// <summary>Error of what it keeps.</summary>
    public static double Output(double inputError, double cliffordError) => 35 * inputError * inputError * inputError + 7.1 * cliffordError;
}
