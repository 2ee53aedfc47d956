namespace CarlemanCompiler.Programs;

/// <summary>What a node of a <see cref="Tape"/> computes. <see cref="TapeRules"/> holds value and derivative of each.</summary>
public enum TapeOperation
{
    /// <summary>A number.</summary>
    Constant,

    /// <summary>A weight or a number of the sample.</summary>
    Variable,

    /// <summary>−a.</summary>
    Negate,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a − b.</summary>
    Subtract,

    /// <summary>a · b.</summary>
    Multiply,

    /// <summary>a / b with a constant b.</summary>
    Divide,
}
