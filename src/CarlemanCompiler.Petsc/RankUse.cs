namespace CarlemanCompiler.Petsc;

/// <summary>What one rank had to do and to hold.</summary>
/// <param name="Rank">0 .. P − 1.</param>
/// <param name="Entries">Entries of y, and rows of A, that it holds.</param>
/// <param name="Received">Entries of y that it receives from other ranks before a product.</param>
/// <param name="Bytes">Bytes of its vectors and of its part of the map, counted.</param>
/// <param name="ResidentGrowth">By how many bytes its resident memory had grown at the end of the run: measured, the scratch of the
/// runtime and of
/// MPI with it.</param>
public sealed record RankUse(int Rank, long Entries, long Received, long Bytes, long ResidentGrowth);
