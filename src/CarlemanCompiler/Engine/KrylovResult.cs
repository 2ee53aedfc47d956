namespace CarlemanCompiler.Engine;

/// <summary>What an iterative solve achieved.</summary>
/// <param name="Outcome">How it ended. Anything but <see cref="KrylovOutcome.Converged"/> means that the tolerance is not met.</param>
/// <param name="RelativeResidual">
/// ‖r − M x‖/‖r‖ of the x returned, computed from that x and not taken from a recurrence; ‖r − M x‖ where r = 0 and NaN where r − M x is
/// not finite.
/// </param>
/// <param name="Iterations">Steps of the method: one product each in GMRES, two in BiCGSTAB.</param>
/// <param name="Products">Products with M, those that compute true residuals included.</param>
/// <param name="Restarts">Cycles begun, each from the true residual.</param>
public readonly record struct KrylovResult(KrylovOutcome Outcome, double RelativeResidual, int Iterations, int Products, int Restarts)
{
    /// <summary>Whether the true residual meets the tolerance.</summary>
    public bool Converged => Outcome == KrylovOutcome.Converged;
}
