namespace CarlemanCompiler.Linearization;

/// <summary>
/// One index per monomial: degree ascending, inside a degree exponents in descending lexicographic order, which is the ascending order of
/// the sorted words. Products go through a table of n · (entries below the top degree) ints, next[r, i] = index of u^r · u_i.
/// </summary>
internal sealed class MonomialIndex : LiftedIndex
{
    private readonly int[] firstRests;
    private readonly int[] next;

    public MonomialIndex(int variableCount, int order)
        : base(variableCount, order, Enumerable.Range(0, order + 1).Select(d => (int)Combinations.Choose(variableCount + d - 1, d)))
    {
        firstRests = new int[(order + 1) * (variableCount + 1)];
        for (int d = 0; d <= order; d++)
        {
            for (int letter = 0; letter < variableCount; letter++)
            {
                firstRests[d * (variableCount + 1) + letter] =
                    Offset(d) + Size(d) - (int)Combinations.Choose(variableCount - letter + d - 1, d);
            }

            firstRests[d * (variableCount + 1) + variableCount] = Offset(d) + Size(d);
        }

        next = NextTable();
    }

    public override int FirstRest(int restDegree, int letter) => firstRests[restDegree * (VariableCount + 1) + letter];

    public override void Multiply(MapFactor factor, int[] columns, int start, int count, int[] products)
    {
        int n = VariableCount;
        var table = next;
        var letters = factor.Letters;
        if (letters.Length == 1)
        {
            int letter = letters[0];
            for (int k = 0; k < count; k++)
            {
                products[k] = table[columns[start + k] * n + letter];
            }

            return;
        }

        for (int k = 0; k < count; k++)
        {
            int index = columns[start + k];
            foreach (int letter in letters)
            {
                index = table[index * n + letter];
            }

            products[k] = index;
        }
    }

    public override double[] WordCounts()
    {
        var counts = new double[Count];
        var runs = new int[Count];
        counts[0] = 1;
        int at = 1;
        for (int degree = 1; degree <= Order; degree++)
        {
            for (int letter = 0; letter < VariableCount; letter++)
            {
                int beyond = FirstRest(degree - 1, letter + 1);
                for (int rest = FirstRest(degree - 1, letter); rest < Offset(degree); rest++)
                {
                    // The exponent of the first letter is one more than in the rest, if the rest begins with it at all.
                    runs[at] = degree > 1 && rest < beyond ? runs[rest] + 1 : 1;
                    counts[at] = counts[rest] * degree / runs[at];
                    at++;
                }
            }
        }

        return counts;
    }

    private int[] NextTable()
    {
        int n = VariableCount;
        var table = new int[checked(Offset(Order) * n)];
        int at = 0;
        for (int degree = 0; degree < Order; degree++)
        {
            // Words of degree + 1 that begin with i start at rowStart[i].
            var rowStart = new int[n];
            int start = Offset(degree + 1);
            for (int i = 0; i < n; i++)
            {
                rowStart[i] = start;
                start += Offset(degree + 1) - FirstRest(degree, i);
            }

            if (degree == 0)
            {
                for (int i = 0; i < n; i++)
                {
                    table[i] = rowStart[i];
                }

                at = 1;
                continue;
            }

            for (int first = 0; first < n; first++)
            {
                for (int rest = FirstRest(degree - 1, first); rest < Offset(degree); rest++, at++)
                {
                    for (int letter = 0; letter < n; letter++)
                    {
                        // A letter up to the first one goes in front; a larger one goes into the rest.
                        table[at * n + letter] = letter <= first
                            ? rowStart[letter] + at - FirstRest(degree, letter)
                            : rowStart[first] + table[rest * n + letter] - FirstRest(degree, first);
                    }
                }
            }
        }

        return table;
    }
}
