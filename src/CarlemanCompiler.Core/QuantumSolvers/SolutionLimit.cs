namespace CarlemanCompiler.QuantumSolvers;

/// <summary>What stands between a linear system and an answer that can be trusted.</summary>
public enum SolutionLimit
{
    /// <summary>The matrix is singular to working precision: there is no one answer.</summary>
    Singular,

    /// <summary>κ, which no clock resolves; the size that would do is κ.</summary>
    ConditionNumber,

    /// <summary>The clock; the size that would do is its qubits.</summary>
    ClockQubits,

    /// <summary>Rows for the way of running that was asked for; the size that would do is rows.</summary>
    Rows,

    /// <summary>Qubits of the simulator; the size that would do is qubits.</summary>
    Qubits,

    /// <summary>Gates times amplitudes of a simulation; the size that would do is that product.</summary>
    Work,

    /// <summary>Shots, for this probability of success; the size that would do is shots.</summary>
    Shots,

    /// <summary>The relative error of the answer, compared with the classical one; the size that would do is a tolerance.</summary>
    Verification,
}
