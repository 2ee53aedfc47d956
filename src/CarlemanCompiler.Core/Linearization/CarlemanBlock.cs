using System.Collections.Immutable;

namespace CarlemanCompiler.Linearization;

/// <summary>Block (j, k) of A, which multiplies u^{⊗k} in the rows of u^{⊗j}; k = 0 is block j of b.</summary>
/// <param name="Row">j, 1..N.</param>
/// <param name="Column">k, 0..N.</param>
/// <param name="NonzeroCount">Entries above 1e-12 of the block's largest, all kept powers added up.</param>
/// <param name="FrobeniusNorm">Root of the sum of squares, all kept powers added up.</param>
/// <param name="Powers">The parts with exactly p factors F, p ascending, nonzero ones only.</param>
public sealed record CarlemanBlock(
    int Row, int Column, long NonzeroCount, double FrobeniusNorm, ImmutableArray<CarlemanBlockPower> Powers);

/// <summary>The part of a block that is of order η^p.</summary>
/// <param name="Power">p.</param>
/// <param name="NonzeroCount">Entries above 1e-12 of the part's largest.</param>
/// <param name="FrobeniusNorm">Root of the sum of squares.</param>
public sealed record CarlemanBlockPower(int Power, long NonzeroCount, double FrobeniusNorm);
