namespace CarlemanCompiler.Engine;

/// <summary>A place between the letters of a word that merges a term's letters with those of a row.</summary>
/// <param name="Term">The term.</param>
/// <param name="Place">First entry of the words that continue the letters so far.</param>
/// <param name="First">Smallest letter that may follow.</param>
/// <param name="Degree">Letters still to come, the term's and the row's.</param>
/// <param name="Used">Letters of the term that were used, counted from the first of all terms.</param>
/// <param name="End">Where the term's letters end.</param>
internal readonly record struct TermState(int Term, nint Place, int First, int Degree, int Used, int End);
