namespace CarlemanCompiler.Approximation;

/// <summary>A point where the modulus of an error curve is locally greatest.</summary>
internal readonly record struct Extremum(double Point, DoubleDouble Value)
{
    public double Modulus => Math.Abs(Value.High);
}

/// <summary>The local extrema of an error e(t) that is known on a grid and can be evaluated between its points.</summary>
internal static class ErrorCurve
{
    private const int Refinements = 5;

    /// <summary>
    /// The local maxima of |e|, ascending in t. Each is found on the grid and refined by parabolas: relative error of the value about 1e-12
    /// where the grid has eight points to an oscillation.
    /// </summary>
    /// <param name="points">Ascending grid, both ends of the interval included.</param>
    /// <param name="values">e at the grid.</param>
    /// <param name="error">e anywhere.</param>
    /// <param name="share">Maxima below this share of the greatest are left out.</param>
    public static List<Extremum> Extrema(double[] points, DoubleDouble[] values, Func<double, DoubleDouble> error, double share)
    {
        double greatest = 0;
        foreach (var value in values)
        {
            greatest = Math.Max(greatest, Math.Abs(value.High));
        }

        var extrema = new List<Extremum>();
        int last = points.Length - 1;
        for (int i = 0; i <= last; i++)
        {
            var here = new Extremum(points[i], values[i]);
            bool rises = i == 0 || here.Modulus >= Math.Abs(values[i - 1].High);
            bool falls = i == last || here.Modulus > Math.Abs(values[i + 1].High);
            if (rises && falls && here.Modulus >= share * greatest)
            {
                extrema.Add(i == 0 || i == last
                    ? AtEnd(here, points[i == 0 ? 1 : last - 1], values[i == 0 ? 1 : last - 1], error)
                    : Refined(new(points[i - 1], values[i - 1]), here, new(points[i + 1], values[i + 1]), error));
            }
        }

        return extrema;
    }

    /// <summary>The supremum of |e|.</summary>
    public static double Supremum(double[] points, DoubleDouble[] values, Func<double, DoubleDouble> error)
    {
        double supremum = 0;
        foreach (var extremum in Extrema(points, values, error, 0.8))
        {
            supremum = Math.Max(supremum, extremum.Modulus);
        }

        return supremum;
    }

    // The greatest may lie between the end of the interval and its neighbour.
    private static Extremum AtEnd(Extremum end, double neighbour, DoubleDouble value, Func<double, DoubleDouble> error)
    {
        double middle = 0.5 * (end.Point + neighbour);
        var between = new Extremum(middle, error(middle));
        if (between.Modulus <= end.Modulus)
        {
            return end;
        }

        var other = new Extremum(neighbour, value);
        return end.Point < neighbour ? Refined(end, between, other, error) : Refined(other, between, end, error);
    }

    private static Extremum Refined(Extremum left, Extremum middle, Extremum right, Func<double, DoubleDouble> error)
    {
        double sign = middle.Value.High < 0 ? -1 : 1;
        for (int i = 0; i < Refinements; i++)
        {
            double u = left.Point - middle.Point, w = right.Point - middle.Point;
            double slopeLeft = sign * (left.Value - middle.Value).High / u;
            double slopeRight = sign * (right.Value - middle.Value).High / w;
            double curvature = (slopeRight - slopeLeft) / (w - u);
            double vertex = middle.Point - 0.5 * (slopeLeft - curvature * u) / curvature;
            if (!(vertex > left.Point && vertex < right.Point) || Math.Abs(vertex - middle.Point) <= 1e-7 * (w - u))
            {
                break;
            }

            var next = new Extremum(vertex, error(vertex));
            if ((next.Value - middle.Value).High * sign > 0)
            {
                (left, right) = vertex < middle.Point ? (left, middle) : (middle, right);
                middle = next;
            }
            else
            {
                (left, right) = vertex < middle.Point ? (next, right) : (left, next);
            }
        }

        return middle;
    }
}
