namespace CarlemanCompiler.Simulation;

/// <summary>What a <see cref="FusedStep"/> does.</summary>
internal enum FusedKind
{
    /// <summary>X on the target under controls.</summary>
    Exchange,

    /// <summary>A real matrix on the target under controls.</summary>
    RealPair,

    /// <summary>A complex matrix on the target under controls.</summary>
    ComplexPair,

    /// <summary>A real matrix on two bits.</summary>
    RealQuad,

    /// <summary>A complex matrix on two bits.</summary>
    ComplexQuad,

    /// <summary>Phases on two bits.</summary>
    Diagonal,
}

/// <summary>Matrices that gates were gathered into, on one or two bits of the state.</summary>
/// <param name="Kind">Which kernel runs it.</param>
/// <param name="Target">The target; of two bits the more significant in the matrix.</param>
/// <param name="Second">The other of two bits.</param>
/// <param name="Controls">Control bits.</param>
/// <param name="Values">The value of each of them at which it acts.</param>
/// <param name="Matrix">Where its 2 × 2, 4 × 4 or four diagonal entries start.</param>
/// <param name="Mixed">The bits whose values it mixes: they have to be in the piece of the state that is worked on.</param>
/// <param name="Touched">All bits that it depends on.</param>
internal readonly record struct FusedStep(
    FusedKind Kind, int Target, int Second, uint Controls, uint Values, int Matrix, uint Mixed, uint Touched)
{
    /// <summary>Whether it may change places with another one: where both touch a bit, neither mixes it.</summary>
    public bool Commutes(uint mixed, uint touched) => (Mixed & touched) == 0 && (Touched & mixed) == 0;
}
