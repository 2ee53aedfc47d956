namespace CarlemanCompiler.Analysis;

/// <summary>
/// The paper's error proxy (eqs 7, 8): the mean of |1 + a|^t over the modes with |a| ≥ cut, a = −scale · (Hessian eigenvalue). Scale 1 is
/// the paper's text, by which any eigenvalue above 2 grows; scale η gives the true multipliers of descent.
/// </summary>
public static class ErrorProxy
{
    /// <summary>The cut of the paper's figures.</summary>
    public const double PaperCut = 0.4;

    /// <summary>The proxy; null where no mode passes the cut. May overflow to infinity: see <see cref="LogValue"/>.</summary>
    /// <param name="eigenvalues">Hessian eigenvalues.</param>
    /// <param name="time">t ≥ 0.</param>
    /// <param name="scale">1, or η.</param>
    /// <param name="cut">Modes with |a| below it are left out.</param>
    public static double? Value(ReadOnlySpan<double> eigenvalues, int time, double scale = 1, double cut = PaperCut)
    {
        double sum = 0;
        int count = 0;
        foreach (double h in eigenvalues)
        {
            double a = -scale * h;
            if (Math.Abs(a) >= cut)
            {
                sum += Math.Pow(Math.Abs(1 + a), time);
                count++;
            }
        }

        return count == 0 ? null : sum / count;
    }

    /// <summary>The natural logarithm of the proxy, free of overflow; null where no mode passes the cut.</summary>
    /// <param name="eigenvalues">Hessian eigenvalues.</param>
    /// <param name="time">t ≥ 0.</param>
    /// <param name="scale">1, or η.</param>
    /// <param name="cut">Modes with |a| below it are left out.</param>
    public static double? LogValue(ReadOnlySpan<double> eigenvalues, int time, double scale = 1, double cut = PaperCut)
    {
        var logs = new List<double>();
        foreach (double h in eigenvalues)
        {
            double a = -scale * h;
            if (Math.Abs(a) >= cut)
            {
                logs.Add(time == 0 ? 0 : time * Math.Log(Math.Abs(1 + a)));
            }
        }

        if (logs.Count == 0)
        {
            return null;
        }

        double largest = logs.Max();
        return double.IsInfinity(largest) ? largest : largest + Math.Log(logs.Sum(x => Math.Exp(x - largest)) / logs.Count);
    }
}
