using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>A polynomial as text for doc comments: broken into lines, cut after some terms.</summary>
internal static class Formula
{
    private const int MaximumTerms = 24;
    private const int Width = 110;

    /// <summary>"left = a + b + …" on one or more lines, the further ones indented under the first.</summary>
    public static IEnumerable<string> Lines(string left, Polynomial polynomial, Func<int, string> nameOf)
    {
        string line = left + " =";
        foreach (string term in Literals.Xml(polynomial.ToString(nameOf, MaximumTerms)).Replace(" + ", "\n+ ").Replace(" - ",
            "\n- ").Split('\n'))
        {
            if (line.Length + 1 + term.Length > Width)
            {
                yield return line;
                line = "   ";
            }

            line += " " + term;
        }

        yield return line;
    }
}
