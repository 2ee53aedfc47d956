using System.Collections.Immutable;
using CarlemanCompiler.Dynamics;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// Gradient descent u(0), …, u(T) in centred coordinates, enclosed: the exact trajectory of the polynomial map whose coefficients are the
/// doubles at hand lies, at every step, in the ball of radius <see cref="Radii"/>[t] around <see cref="Centres"/>[t].
/// </summary>
/// <remarks>
/// The centres are a descent in plain arithmetic. A step of the exact map stretches distances by p′ of the larger norm at most (see
/// <see cref="StepMajorant.Derivative"/>), and the rounding of the computed step is bounded from the magnitudes of its terms; so no interval
/// is wrapped into a box, and the radii of a contracting descent stay at some units of rounding for any T.
/// </remarks>
public sealed class DescentEnclosure
{
    private readonly double[][] parts;

    private DescentEnclosure(
        ImmutableArray<ImmutableArray<double>> centres, ImmutableArray<double> radii, ImmutableArray<double> norms, double[][] parts)
    {
        Centres = centres;
        Radii = radii;
        Norms = norms;
        this.parts = parts;
    }

    /// <summary>Centres[t][i], t = 0..T: u as computed.</summary>
    public ImmutableArray<ImmutableArray<double>> Centres { get; }

    /// <summary>How far the exact u(t) is from there at most; infinite where nothing is known any more.</summary>
    public ImmutableArray<double> Radii { get; }

    /// <summary>No smaller than ‖u(t)‖, t = 0..T.</summary>
    public ImmutableArray<double> Norms { get; }

    /// <summary>T.</summary>
    public int Steps => Radii.Length - 1;

    /// <summary>Encloses a descent. O(T · terms · degree).</summary>
    /// <param name="dynamics">Gradient descent on n weights around its centre.</param>
    /// <param name="majorant">Its majorant.</param>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="steps">T ≥ 0.</param>
    /// <param name="radius">How far the true start is from <paramref name="start"/> at most: the enclosure holds every descent from there.</param>
    public static DescentEnclosure Of(
        GradientDynamics dynamics, StepMajorant majorant, ReadOnlySpan<double> start, int steps, double radius = 0) =>
        Of(StepTerms.Of(dynamics), dynamics, majorant, start, steps, radius);

    internal static DescentEnclosure Of(
        StepTerms terms, GradientDynamics dynamics, StepMajorant majorant, ReadOnlySpan<double> start, int steps, double radius = 0)
    {
        int n = dynamics.WeightCount;
        var u = dynamics.Offset(start);
        var centres = ImmutableArray.CreateBuilder<ImmutableArray<double>>(steps + 1);
        var radii = ImmutableArray.CreateBuilder<double>(steps + 1);
        var norms = ImmutableArray.CreateBuilder<double>(steps + 1);
        var parts = new double[steps][];

        // θ − c is rounded once in each coordinate, and not at all where it is 0 or c is.
        var offsetErrors = new double[n];
        for (int i = 0; i < n; i++)
        {
            offsetErrors[i] = ((Interval)start[i] - dynamics.Centre[i] - u[i]).Magnitude;
        }

        double delta = Rounding.AddUp(radius, Rounding.NormUp(offsetErrors));
        double reach = double.PositiveInfinity;
        var step = new EnclosedStep(terms);
        for (int t = 0; ; t++)
        {
            double size = Rounding.AddUp(Rounding.NormUp(u), delta);
            double norm = Math.Min(size, reach);
            centres.Add(ImmutableArray.Create(u));
            radii.Add(delta);
            norms.Add(norm);
            if (t == steps)
            {
                return new DescentEnclosure(centres.MoveToImmutable(), radii.MoveToImmutable(), norms.MoveToImmutable(), parts);
            }

            var next = step.From(u);
            parts[t] = PartNorms(majorant, step, size, delta, norm);
            delta = Rounding.AddUp(Rounding.MultiplyUp(majorant.Derivative(size), delta), step.Error);
            delta = double.IsNaN(delta) ? double.PositiveInfinity : delta;
            reach = majorant.Value(norm);
            u = next;
        }
    }

    /// <summary>a_ℓ ≥ ‖G_ℓ u(t)^{⊗ℓ}‖, ℓ = 0..q, t &lt; T.</summary>
    internal ReadOnlySpan<double> PartNormsAt(int time) => parts[time];

    private static double[] PartNorms(StepMajorant majorant, EnclosedStep step, double size, double delta, double norm)
    {
        var part = new double[majorant.Coefficients.Length];
        for (int l = 0; l < part.Length; l++)
        {
            // ‖G_ℓ u^ℓ − G_ℓ ũ^ℓ‖ ≤ ℓ ‖G_ℓ‖ size^{ℓ−1} δ.
            double coefficient = majorant.Coefficients[l];
            double moved = l == 0
                ? 0
                : Rounding.MultiplyUp(Rounding.MultiplyUp(l, coefficient), Rounding.MultiplyUp(Rounding.PowerUp(size, l - 1), delta));
            double value = Rounding.AddUp(step.PartNorm(l), moved);
            part[l] = Math.Min(
                double.IsNaN(value) ? double.PositiveInfinity : value,
                Rounding.MultiplyUp(coefficient, Rounding.PowerUp(norm, l)));
        }

        return part;
    }
}
