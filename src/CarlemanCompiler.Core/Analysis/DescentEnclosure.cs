using CarlemanCompiler.Dynamics;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// Gradient descent in centred coordinates, enclosed step by step: the exact trajectory of the polynomial map whose coefficients are the
/// doubles at hand lies in the ball of radius <see cref="Radius"/> around the point <see cref="Centre"/>.
/// </summary>
/// <remarks>
/// The centres are a descent in plain arithmetic. A step of the exact map stretches distances by p′ of the larger norm at most (see
/// <see cref="StepMajorant.Derivative"/>), and the rounding of the computed step is bounded from the magnitudes of its terms; so no
/// interval is wrapped into a box, and the radii of a contracting descent stay at some units of rounding for any number of steps.
/// </remarks>
internal sealed class DescentEnclosure
{
    private readonly StepMajorant majorant;
    private readonly EnclosedStep step;
    private double size;

    /// <param name="terms">The terms of <paramref name="dynamics"/>.</param>
    /// <param name="dynamics">Gradient descent on n weights around its centre.</param>
    /// <param name="majorant">Its majorant.</param>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="radius">How far the true start is from there at most: every descent from there is enclosed.</param>
    public DescentEnclosure(
        StepTerms terms, GradientDynamics dynamics, StepMajorant majorant, ReadOnlySpan<double> start, double radius = 0)
    {
        this.majorant = majorant;
        step = new EnclosedStep(terms);
        Parts = new double[majorant.Coefficients.Length];
        Centre = dynamics.Offset(start);

        // θ − c was rounded once in each coordinate.
        var errors = new double[Centre.Length];
        for (int i = 0; i < errors.Length; i++)
        {
            errors[i] = Rounding.Error(start[i], -dynamics.Centre[i], Centre[i]);
        }

        Enter(Centre, Rounding.AddUp(radius, Rounding.NormUp(errors)), reach: double.PositiveInfinity);
    }

    /// <summary>u(t) as computed.</summary>
    public double[] Centre { get; private set; }

    /// <summary>How far the exact u(t) is from there at most; infinite where nothing is known any more.</summary>
    public double Radius { get; private set; }

    /// <summary>No smaller than ‖u(t)‖.</summary>
    public double Norm { get; private set; }

    /// <summary>a_ℓ ≥ ‖G_ℓ u^{⊗ℓ}‖, ℓ = 0..q, at the u from which the last step was taken.</summary>
    public double[] Parts { get; }

    /// <summary>From t to t + 1. O(terms · degree).</summary>
    public void Advance()
    {
        var next = step.From(Centre);
        for (int l = 0; l < Parts.Length; l++)
        {
            // ‖G_ℓ u^ℓ − G_ℓ ũ^ℓ‖ ≤ ℓ ‖G_ℓ‖ size^{ℓ−1} δ.
            double coefficient = majorant.Coefficients[l];
            double moved = l == 0
                ? 0
                : Rounding.MultiplyUp(Rounding.MultiplyUp(l, coefficient), Rounding.MultiplyUp(Rounding.PowerUp(size, l - 1), Radius));
            Parts[l] = Math.Min(
                Known(Rounding.AddUp(step.PartNorm(l), moved)), Rounding.MultiplyUp(coefficient, Rounding.PowerUp(Norm, l)));
        }

        double radius = Rounding.AddUp(Rounding.MultiplyUp(majorant.Derivative(size), Radius), step.Error);
        Enter(next, Known(radius), majorant.Value(Norm));
    }

    private void Enter(double[] centre, double radius, double reach)
    {
        Centre = centre;
        Radius = radius;
        size = Rounding.AddUp(Rounding.NormUp(centre), radius);
        Norm = Math.Min(size, reach);
    }

    private static double Known(double bound) => double.IsNaN(bound) ? double.PositiveInfinity : bound;
}
