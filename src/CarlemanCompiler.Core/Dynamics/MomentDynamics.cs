using System.Collections.Immutable;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Dynamics;

/// <summary>
/// Stochastic descent u(t+1) = u(t) + Σ_ℓ F_ℓ(t) u(t)^{⊗ℓ} (+ ξ(t)): the monomials of the increments, which all steps share, and the way from
/// the moments of a mini-batch to their coefficients. Between a <see cref="GradientStructure"/> and an operator that takes new coefficients for
/// the same monomials.
/// </summary>
/// <remarks>
/// Around the origin coefficients are a sparse matrix times the moments; around another centre a Taylor shift follows, a list of additions
/// that was made once; then weight decay, noise and momentum, which are linear. No step does polynomial algebra or looks anything up.
/// Whatever the moments are, a monomial that they might have is there, with the coefficient 0 if need be.
/// </remarks>
public sealed class MomentDynamics
{
    private readonly MomentMatrix matrix;
    private readonly ImmutableArray<TaylorShift> shifts;
    private readonly bool[] moves;

    /// <summary>The point around which the matrix has the coefficients: the origin of a structure.</summary>
    private readonly ImmutableArray<double> origin;
    private readonly ImmutableArray<double> centre;
    private readonly double[] offset;

    /// <summary>The place of u_i among the monomials of weight i, and how many of those are of degree 0 or 1; −1 where it is not there.</summary>
    private readonly (int Own, int LinearEnd)[] places;
    private readonly double learningRate;

    private MomentDynamics(
        MomentMatrix matrix, ImmutableArray<TaylorShift> shifts, bool[] moves, ImmutableArray<double> origin, ImmutableArray<double> centre,
        double learningRate, UpdateRule rule, bool isNoisy, MomentDynamics? sameMonomials)
    {
        this.matrix = matrix;
        this.shifts = shifts;
        this.moves = moves;
        this.origin = origin;
        this.centre = centre;
        this.learningRate = learningRate;
        Rule = rule;
        IsNoisy = isNoisy;
        offset = [.. centre.Select((c, i) => c - origin[i])];
        places = sameMonomials?.places ?? [.. shifts.Select((s, i) => PlacesOf(s.Monomials, i))];
        int state = rule.DoublesState ? 2 * WeightCount : WeightCount;
        Structure = GradientDynamics.FromIncrements(
            sameMonomials?.Structure.Increments ?? StructureOf(shifts, rule), learningRate, [.. centre, .. new double[state - WeightCount]]);
    }

    /// <summary>
    /// The shared monomials as a dynamics whose coefficients are all 1: what an operator is built from before it is given the coefficients of a
    /// step. Of the doubled state where <see cref="Rule"/> has momentum.
    /// </summary>
    public GradientDynamics Structure { get; }

    /// <summary>What a step makes of the gradient.</summary>
    public UpdateRule Rule { get; }

    /// <summary>Whether every weight has a constant term, so that noise can be added to it.</summary>
    public bool IsNoisy { get; }

    /// <summary>n, the number of weights; the state has twice as many with momentum.</summary>
    public int WeightCount => shifts.Length;

    /// <summary>Moments of a step.</summary>
    public int MomentCount => matrix.MomentCount;

    /// <summary>Coefficients of a step: the terms of <see cref="Structure"/>, weight after weight.</summary>
    public int CoefficientCount => Rule.DoublesState ? 2 * (matrix.RowCount + WeightCount) : matrix.RowCount;

    /// <summary>Multiplications of a step up to the Taylor shift: entries of the matrix from moments to coefficients.</summary>
    public int EntryCount => matrix.EntryCount;

    /// <summary>Stochastic descent on a loss averaged over samples. O(terms · degree), once for all steps.</summary>
    /// <param name="structure">The gradient over moments.</param>
    /// <param name="learningRate">η &gt; 0.</param>
    /// <param name="centre">c; empty for the origin.</param>
    /// <param name="rule">Momentum and weight decay; null for plain descent.</param>
    /// <param name="isNoisy">Whether noise is to be added.</param>
    /// <param name="isMovable">
    /// Whether the monomials are to serve all centres (<see cref="Recentre"/>), and not only those that are 0 wherever c is.
    /// </param>
    public static MomentDynamics Create(
        GradientStructure structure, double learningRate, ReadOnlySpan<double> centre = default, UpdateRule? rule = null, bool isNoisy = false,
        bool isMovable = false)
    {
        int n = structure.WeightCount;
        if (!(learningRate > 0) || double.IsInfinity(learningRate))
        {
            throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "The learning rate is a positive finite number.");
        }

        var words = Tables(n);
        var builder = new MomentMatrix.Builder(n, structure.MomentCount);
        foreach (var tensor in structure.Tensors)
        {
            for (int k = 0; k < tensor.EntryCount; k++)
            {
                int row = tensor.Rows[k];
                builder.Add(row, words[row].NumberOf(tensor.Word(k)), tensor.Moments[k], -learningRate * tensor.Coefficients[k]);
            }
        }

        var zero = ImmutableArray.Create(new double[n]);
        return Create(words, builder, zero, centre.IsEmpty ? zero : ImmutableArray.Create(centre.ToArray()), learningRate, rule, isNoisy, isMovable);
    }

    /// <summary>A given descent, the same in every step, with noise, momentum or decay: its one moment is 1.</summary>
    /// <param name="descent">Gradient descent without momentum or decay.</param>
    /// <param name="rule">Momentum and weight decay; null for plain descent.</param>
    /// <param name="isNoisy">Whether noise is to be added.</param>
    /// <param name="isMovable">Whether the monomials are to serve all centres.</param>
    public static MomentDynamics Create(GradientDynamics descent, UpdateRule? rule = null, bool isNoisy = false, bool isMovable = false)
    {
        int n = descent.WeightCount;
        var words = Tables(n);
        var builder = new MomentMatrix.Builder(n, 1);
        Span<int> letters = stackalloc int[Polynomial.MaximumDegree];
        for (int i = 0; i < n; i++)
        {
            var g = descent.Increments[i];
            for (int t = 0; t < g.TermCount; t++)
            {
                builder.Add(i, words[i].NumberOf(letters.Slice(0, g.Letters(t, letters))), 0, g.Coefficients[t]);
            }
        }

        return Create(words, builder, descent.Centre, descent.Centre, descent.LearningRate, rule, isNoisy, isMovable);
    }

    /// <summary>The coefficients of one step. O(entries + terms · degree of the shift), no allocation.</summary>
    /// <param name="moments">From <see cref="GradientStructure.Moments"/>.</param>
    /// <param name="target">
    /// <see cref="CoefficientCount"/> numbers, overwritten: one per term of the increments of <see cref="Structure"/>, weight after weight.
    /// </param>
    /// <param name="noise">ξ, n numbers added to the gradient's part g(u) of the step, before momentum; empty for none.</param>
    /// <exception cref="ArgumentException">A length is wrong, or there is noise and no place for it (<see cref="IsNoisy"/>).</exception>
    public void Coefficients(ReadOnlySpan<double> moments, Span<double> target, ReadOnlySpan<double> noise = default)
    {
        Require(moments.Length, MomentCount, nameof(moments));
        Require(target.Length, CoefficientCount, nameof(target));
        if (!noise.IsEmpty)
        {
            Require(noise.Length, WeightCount, nameof(noise));
            if (!IsNoisy)
            {
                throw new ArgumentException("The monomials were made without a place for noise: create them with isNoisy.", nameof(noise));
            }
        }

        matrix.Multiply(moments, target);
        double decay = learningRate * Rule.WeightDecay;
        bool decaysGradient = decay > 0 && !(Rule.Decoupled && Rule.DoublesState);
        int start = 0;
        for (int i = 0; i < shifts.Length; i++)
        {
            var monomials = shifts[i].Monomials;
            var g = target.Slice(start, monomials.TermCount);
            start += monomials.TermCount;
            shifts[i].Apply(g, offset);
            if (decaysGradient)
            {
                Decay(g, monomials, i, decay);
            }

            if (!noise.IsEmpty)
            {
                g[0] += noise[i];
            }
        }

        if (Rule.DoublesState)
        {
            Double(target, decaysGradient ? 0 : decay);
        }
    }

    /// <summary>The dynamics of one step, without truncation: terms whose coefficients are 0 left out. O(terms).</summary>
    /// <param name="moments">From <see cref="GradientStructure.Moments"/>.</param>
    /// <param name="noise">ξ, n numbers; empty for none.</param>
    public GradientDynamics Dynamics(ReadOnlySpan<double> moments, ReadOnlySpan<double> noise = default)
    {
        var coefficients = new double[CoefficientCount];
        Coefficients(moments, coefficients, noise);
        return Structure.WithCoefficients(coefficients);
    }

    /// <summary>One step of stochastic descent without truncation. O(terms · degree).</summary>
    /// <param name="coefficients">From <see cref="Coefficients"/>.</param>
    /// <param name="state">u, or (u, v) with momentum.</param>
    /// <param name="next">The next state, overwritten; must not overlap <paramref name="state"/>.</param>
    public void Step(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> state, Span<double> next)
    {
        Require(coefficients.Length, CoefficientCount, nameof(coefficients));
        Require(state.Length, Structure.WeightCount, nameof(state));
        Require(next.Length, Structure.WeightCount, nameof(next));
        int at = 0;
        Span<int> letters = stackalloc int[Polynomial.MaximumDegree];
        for (int i = 0; i < state.Length; i++)
        {
            var g = Structure.Increments[i];
            double sum = 0;
            for (int t = 0; t < g.TermCount; t++)
            {
                double product = coefficients[at++];
                foreach (int letter in letters.Slice(0, g.Letters(t, letters)))
                {
                    product *= state[letter];
                }

                sum += product;
            }

            next[i] = state[i] + sum;
        }
    }

    /// <summary>The same descent around another centre: nothing is made anew but n differences.</summary>
    /// <param name="newCentre">c, n numbers.</param>
    /// <exception cref="ArgumentException">The monomials do not serve that centre.</exception>
    public MomentDynamics Recentre(ReadOnlySpan<double> newCentre)
    {
        RequireCentre(newCentre, origin, moves);
        return new MomentDynamics(
            matrix, shifts, moves, origin, ImmutableArray.Create(newCentre.ToArray()), learningRate, Rule, IsNoisy, this);
    }

    private static MomentDynamics Create(
        WordTable[] words, MomentMatrix.Builder builder, ImmutableArray<double> origin, ImmutableArray<double> centre, double learningRate,
        UpdateRule? rule, bool isNoisy, bool isMovable)
    {
        rule ??= UpdateRule.Plain;
        int n = words.Length;
        Require(centre.Length, n, nameof(centre));
        bool[] moves = [.. centre.Select((c, i) => isMovable || c != origin[i])];
        RequireCentre(centre.AsSpan(), origin, moves);
        var shifts = ImmutableArray.CreateBuilder<TaylorShift>(n);
        var known = new Dictionary<Polynomial, TaylorShift>();
        for (int i = 0; i < n; i++)
        {
            if (rule.WeightDecay > 0)
            {
                words[i].NumberOf([i]);
            }

            if (isNoisy || (rule.WeightDecay > 0 && (isMovable || centre[i] != 0)))
            {
                words[i].NumberOf([]);
            }

            var shift = TaylorShift.Of(n, words[i], moves, out int[] places);
            builder.Place(i, places);

            // Rows of the same monomials are moved by the same list.
            if (!known.TryGetValue(shift.Monomials, out var shared))
            {
                known.Add(shift.Monomials, shared = shift);
            }

            shifts.Add(shared);
        }

        return new MomentDynamics(builder.Build(), shifts.MoveToImmutable(), moves, origin, centre, learningRate, rule, isNoisy, null);
    }

    private static WordTable[] Tables(int count)
    {
        var tables = new WordTable[count];
        for (int i = 0; i < count; i++)
        {
            tables[i] = new WordTable();
        }

        return tables;
    }

    /// <summary>The monomials in n variables, or with v_i added for u_i and for v_i in 2n.</summary>
    private static ImmutableArray<Polynomial> StructureOf(ImmutableArray<TaylorShift> shifts, UpdateRule rule)
    {
        if (!rule.DoublesState)
        {
            return [.. shifts.Select(s => s.Monomials)];
        }

        int n = shifts.Length;
        var rows = shifts.Select((s, i) => Polynomial.FromTerms(2 * n, Doubled(s.Monomials, i))).ToArray();
        return [.. rows, .. rows];

        IEnumerable<(int[], double)> Doubled(Polynomial monomials, int weight)
        {
            // FromTerms packs a term before it asks for the next: one array serves all.
            var exponents = new int[2 * n];
            var letters = new int[Polynomial.MaximumDegree];
            exponents[n + weight] = 1;
            yield return (exponents, 1);
            exponents[n + weight] = 0;
            for (int t = 0; t < monomials.TermCount; t++)
            {
                int degree = monomials.Letters(t, letters);
                for (int p = 0; p < degree; p++)
                {
                    exponents[letters[p]]++;
                }

                yield return (exponents, 1);
                Array.Clear(exponents, 0, n);
            }
        }
    }

    /// <summary>−ηλ (c_i + u_i).</summary>
    private void Decay(Span<double> increment, Polynomial monomials, int weight, double decay)
    {
        if (monomials.TermDegree(0) == 0)
        {
            increment[0] -= decay * centre[weight];
        }

        increment[places[weight].Own] -= decay;
    }

    /// <summary>
    /// From the coefficients of g to those of the increments of u, then of v. A row of either has those of g and, after the linear ones, that of
    /// v_i. Written from the last to the first, so that none is overwritten before it was read.
    /// </summary>
    private void Double(Span<double> target, double decay)
    {
        double mu = Rule.Momentum;
        double gradient = Rule.Nesterov ? 1 + mu : 1;
        double velocity = Rule.Nesterov ? mu * mu : mu;
        int velocities = matrix.RowCount + WeightCount;
        int start = matrix.RowCount;
        for (int i = WeightCount - 1; i >= 0; i--)
        {
            var monomials = shifts[i].Monomials;
            int count = monomials.TermCount;
            start -= count;
            int linear = places[i].LinearEnd;
            var g = target.Slice(start, count);
            var v = target.Slice(velocities + start + i, count + 1);
            g.Slice(linear).CopyTo(v.Slice(linear + 1));
            g.Slice(0, linear).CopyTo(v);
            v[linear] = mu - 1;
        }

        start = matrix.RowCount;
        for (int i = WeightCount - 1; i >= 0; i--)
        {
            var monomials = shifts[i].Monomials;
            start -= monomials.TermCount;
            int linear = places[i].LinearEnd;
            var v = target.Slice(velocities + start + i, monomials.TermCount + 1);
            var u = target.Slice(start + i, monomials.TermCount + 1);
            for (int t = 0; t < u.Length; t++)
            {
                u[t] = gradient * v[t];
            }

            u[linear] = velocity;
            if (decay > 0)
            {
                Decay(u, monomials, i, decay);
            }
        }
    }

    private static (int Own, int LinearEnd) PlacesOf(Polynomial monomials, int variable)
    {
        int own = -1;
        int end = 0;
        for (; end < monomials.TermCount && monomials.TermDegree(end) <= 1; end++)
        {
            own = monomials.Exponent(end, variable) == 1 ? end : own;
        }

        return (own, end);
    }

    private static void RequireCentre(ReadOnlySpan<double> point, ImmutableArray<double> origin, bool[] moves)
    {
        Require(point.Length, origin.Length, nameof(point));
        for (int i = 0; i < point.Length; i++)
        {
            if (double.IsNaN(point[i]) || double.IsInfinity(point[i]))
            {
                throw new ArgumentException($"Coordinate {i} of the centre is not finite.", nameof(point));
            }

            if (!moves[i] && point[i] != origin[i])
            {
                throw new ArgumentException(
                    $"The monomials were made for centres whose coordinate {i} is {origin[i]:R}: create them with isMovable.", nameof(point));
            }
        }
    }

    private static void Require(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{length} numbers were given; {expected} are needed.", name);
        }
    }
}
