namespace CarlemanCompiler.Engine;

/// <summary>What becomes of a row of a factor's words: a type, so that the inner loops are compiled for each case.</summary>
internal interface IRowDirection
{
    /// <summary>Whether what stands below is made from what stands above, and not the reverse.</summary>
    static abstract bool IsGather { get; }

    /// <summary>Whether what stands above are isometric coordinates, and not monomials.</summary>
    static abstract bool IsIsometric { get; }
}
