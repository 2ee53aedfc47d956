namespace CarlemanCompiler.Dynamics;

/// <summary>
/// What a step makes of the gradient: plain descent, momentum, weight decay. With momentum the state is doubled to (u, v), and the step is
/// again a polynomial map, of the same degree, to which everything applies that applies to plain descent.
/// </summary>
/// <remarks>
/// With g(u) = −η ∇L(c + u), or g(u) = −η (∇L(c + u) + λ (c + u)) where decay is not decoupled (L2), and d(u) = −ηλ (c + u) where it is
/// decoupled, else 0:
/// <list type="bullet">
/// <item>no momentum: u' = u + g(u) + d(u), and both decays are the same;</item>
/// <item>heavy ball (Polyak 1964): v' = μ v + g(u), u' = u + v' + d(u);</item>
/// <item>Nesterov, in the variables of Sutskever et al. (ICML 2013): v' = μ v + g(u), u' = u + μ v' + g(u) + d(u).</item>
/// </list>
/// v(0) = 0. These are the conventions of SGD and AdamW in PyTorch (its buffer is −v/η; no dampening). On a mode of curvature h the heavy
/// ball has the multipliers z² − (1 + μ − ηh) z + μ = 0, of modulus √μ where they are complex.
/// </remarks>
public sealed record UpdateRule
{
    private readonly double momentum;
    private readonly double weightDecay;

    /// <summary>Plain gradient descent.</summary>
    public static UpdateRule Plain { get; } = new();

    /// <summary>μ in [0, 1); 0 for none, and then the state is not doubled.</summary>
    public double Momentum
    {
        get => momentum;
        init => momentum = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Momentum is a number from 0 on and below 1.");
    }

    /// <summary>Whether momentum is Nesterov's.</summary>
    public bool Nesterov { get; init; }

    /// <summary>λ ≥ 0: a step without gradient takes the weights to (1 − ηλ) times themselves, towards the origin of θ and not of u.</summary>
    public double WeightDecay
    {
        get => weightDecay;
        init => weightDecay = value >= 0 && !double.IsInfinity(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Weight decay is a finite number from 0 on.");
    }

    /// <summary>Whether weight decay goes past the momentum (Loshchilov and Hutter, ICLR 2019) and is no part of the gradient.</summary>
    public bool Decoupled { get; init; }

    /// <summary>Whether the state is (u, v), 2n numbers, and not u.</summary>
    public bool DoublesState => Momentum > 0;

    /// <summary>
    /// The step as a dynamics of its own. With momentum it has 2n variables, first u and then v, and the centre (c, 0);
    /// <see cref="GradientDynamics.LearningRate"/> stays η. Its Hessian is then −1/η times the Jacobian of the increments and not symmetric: of the
    /// doubled state the multipliers are the eigenvalues of I + F_1, while the loss has the Hessian of <paramref name="descent"/>. O(terms).
    /// </summary>
    /// <param name="descent">Gradient descent without momentum or decay, n weights.</param>
    public GradientDynamics Apply(GradientDynamics descent) => this == Plain ? descent : MomentDynamics.Create(descent, this).Dynamics([1]);

    /// <summary>The state of resting weights: θ, or (θ, 0) with momentum.</summary>
    public double[] StateOf(ReadOnlySpan<double> weights)
    {
        var state = new double[DoublesState ? 2 * weights.Length : weights.Length];
        weights.CopyTo(state);
        return state;
    }
}
