namespace CarlemanCompiler.Petsc;

/// <summary>What a rank needs of the others before a product.</summary>
/// <param name="Entries">Entries of y.</param>
/// <param name="Senders">Ranks that they come from: messages.</param>
public readonly record struct RankTraffic(int Entries, int Senders);
