namespace CarlemanCompiler.Engine;

/// <summary>A place between the letters of a word that merges a term's letters with those of a row.</summary>
internal struct TermState
{
    /// <summary>First entry of the words that continue the letters so far.</summary>
    public int Place;

    /// <summary>Smallest letter that may follow: the last one, where there is one.</summary>
    public int First;

    /// <summary>Letters still to come, the term's and the row's.</summary>
    public int Degree;

    /// <summary>The next of the term's letters, counted from the first of all terms.</summary>
    public int Used;

    /// <summary>How often the letters so far end in the last one; 0 where there is none.</summary>
    public int Repeats;

    /// <summary>Letters so far.</summary>
    public int Length;

    /// <summary>What an isometric coordinate of these letters has to be multiplied by to be their monomial.</summary>
    public double Factor;
}
