namespace CarlemanCompiler.Engine;

/// <summary>A place between the letters of a word that merges a term's letters with those of a row.</summary>
internal struct TermState
{
    /// <summary>First entry of the words that continue the letters so far.</summary>
    public int Place;

    /// <summary>Smallest letter that may follow.</summary>
    public int First;

    /// <summary>Letters still to come, the term's and the row's.</summary>
    public int Degree;

    /// <summary>The next of the term's letters, counted from the first of all terms.</summary>
    public int Used;
}
