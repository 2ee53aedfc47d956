namespace CarlemanCompiler.Petsc;

/// <summary>A rank's part of one block of y.</summary>
/// <param name="First">Its first entry, counted in the order of the basis from the first entry of y.</param>
/// <param name="Length">Its entries; may be 0.</param>
/// <param name="Place">Where it starts among the entries that the rank holds.</param>
internal readonly record struct LiftedSlice(long First, int Length, int Place)
{
    /// <summary>The entry behind its last.</summary>
    public long End => First + Length;
}
