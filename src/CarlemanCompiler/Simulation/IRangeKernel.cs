namespace CarlemanCompiler.Simulation;

/// <summary>Work on independent items 0..count−1 whose results do not depend on how the range is cut.</summary>
internal interface IRangeKernel
{
    /// <summary>Does the items begin..end−1.</summary>
    void Run(uint begin, uint end);
}
