using System.Numerics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The affine step y ↦ (I + A) y + b of a Carleman map and its transpose, for vectors of any size that memory holds. The stage after the
/// dynamics where a map is run and not uploaded: <see cref="CarlemanMap"/> spells A out, an operator need not.
/// </summary>
/// <remarks>
/// An operator owns scratch vectors: one product at a time. Products allocate nothing, and their bits depend neither on the number of threads nor
/// on what was computed before.
/// </remarks>
/// <typeparam name="T">double or float.</typeparam>
public abstract class CarlemanOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected CarlemanOperator(GradientDynamics dynamics, int order, CarlemanBasis basis, int etaPowers, double scale, int threads)
    {
        Dynamics = dynamics;
        Order = order;
        Basis = basis;
        EtaPowers = etaPowers;
        Scale = scale;
        Threads = threads;
        Layout = TensorLayout.Of(basis, dynamics.WeightCount, order);
    }

    /// <summary>The descent that is linearized.</summary>
    public GradientDynamics Dynamics { get; }

    /// <summary>N.</summary>
    public int Order { get; }

    /// <summary>The basis of y.</summary>
    public CarlemanBasis Basis { get; }

    /// <summary>The largest power of η kept; 0 when all are.</summary>
    public int EtaPowers { get; }

    /// <summary>γ: y holds powers of u/γ.</summary>
    public double Scale { get; }

    /// <summary>Threads at most.</summary>
    public int Threads { get; }

    /// <summary>D, the entries of y.</summary>
    public int Dimension => Layout.Dimension;

    /// <summary>How A is held.</summary>
    public abstract OperatorRealisation Realisation { get; }

    /// <summary>Bytes of everything that the operator holds: entries, tables and scratch vectors.</summary>
    public abstract long Bytes { get; }

    private protected TensorLayout Layout { get; }

    /// <summary>next = (I + A) y + b.</summary>
    /// <param name="y">D numbers.</param>
    /// <param name="next">D numbers, overwritten; must not overlap <paramref name="y"/>.</param>
    public void Apply(ReadOnlySpan<T> y, Span<T> next)
    {
        Require(y.Length, nameof(y));
        Require(next.Length, nameof(next));
        if (y.Overlaps(next))
        {
            throw new ArgumentException("The result overlaps the vector that it is made from.", nameof(next));
        }

        Multiply(y, next, T.One);
    }

    /// <summary>product = (I + A) y, without b.</summary>
    /// <param name="y">D numbers.</param>
    /// <param name="product">D numbers, overwritten; must not overlap <paramref name="y"/>.</param>
    public void ApplyLinear(ReadOnlySpan<T> y, Span<T> product)
    {
        Require(y.Length, nameof(y));
        Require(product.Length, nameof(product));
        if (y.Overlaps(product))
        {
            throw new ArgumentException("The result overlaps the vector that it is made from.", nameof(product));
        }

        Multiply(y, product, T.Zero);
    }

    /// <summary>product = (I + A)ᵀ x.</summary>
    /// <param name="x">D numbers.</param>
    /// <param name="product">D numbers, overwritten; must not overlap <paramref name="x"/>.</param>
    public void ApplyTransposed(ReadOnlySpan<T> x, Span<T> product)
    {
        Require(x.Length, nameof(x));
        Require(product.Length, nameof(product));
        if (x.Overlaps(product))
        {
            throw new ArgumentException("The result overlaps the vector that it is made from.", nameof(product));
        }

        MultiplyTransposed(x, product);
    }

    /// <summary>y of a point of weight space: the powers of (θ − centre)/γ, D numbers.</summary>
    /// <param name="theta">θ, n numbers.</param>
    /// <param name="y">D numbers, overwritten.</param>
    public unsafe void Lift(ReadOnlySpan<double> theta, Span<T> y)
    {
        Require(y.Length, nameof(y));
        double[] u = Dynamics.Offset(theta);
        fixed (T* entries = y)
        {
            T* all = entries - 1;
            for (int i = 0; i < u.Length; i++)
            {
                entries[i] = T.CreateChecked(u[i] / Scale);
            }

            for (int degree = 2; degree <= Order; degree++)
            {
                T* target = all + Layout.Offset(degree);
                for (int letter = 0; letter < u.Length; letter++)
                {
                    int skipped = Layout.Starts(degree - 1)[Layout.Next(letter)];
                    int length = Layout.Size(degree - 1) - skipped;
                    Rows.Scale(target, length, all + Layout.Offset(degree - 1) + skipped, entries[letter]);
                    target += length;
                }
            }

            if (Basis == CarlemanBasis.Isometric)
            {
                var roots = new WordRoots<T>(Layout);
                for (int letter = 0; letter < u.Length; letter++)
                {
                    roots.Scale(entries, entries, letter, divide: false);
                }
            }
        }
    }

    /// <summary>
    /// Takes other coefficients for the same monomials, as stochastic descent has them in every step: nothing is rebuilt but what depends on
    /// the numbers.
    /// </summary>
    /// <param name="coefficients">
    /// Those of the increments of <see cref="Dynamics"/>, in the order of its weights and of the terms of each; zeros are allowed.
    /// <see cref="Dynamics"/> itself goes on to name the descent that the operator was built from.
    /// </param>
    public void Load(ReadOnlySpan<double> coefficients)
    {
        int count = Dynamics.Increments.Sum(g => g.TermCount);
        if (coefficients.Length != count)
        {
            throw new ArgumentException($"{coefficients.Length} coefficients were given; the increments have {count} terms.", nameof(coefficients));
        }

        TakeCoefficients(coefficients);
    }

    /// <summary>θ of a lifted vector: centre + γ · (first block); n numbers.</summary>
    /// <param name="y">D numbers, or only the first block.</param>
    /// <param name="theta">n numbers, overwritten.</param>
    public void WeightsOf(ReadOnlySpan<T> y, Span<double> theta)
    {
        for (int i = 0; i < Dynamics.WeightCount; i++)
        {
            theta[i] = Dynamics.Centre[i] + Scale * double.CreateChecked(y[i]);
        }
    }

    /// <summary>next = (I + A) y + constant · b.</summary>
    private protected abstract void Multiply(ReadOnlySpan<T> y, Span<T> next, T constant);

    private protected abstract void TakeCoefficients(ReadOnlySpan<double> coefficients);

    private protected abstract void MultiplyTransposed(ReadOnlySpan<T> x, Span<T> product);

    private void Require(int length, string name)
    {
        if (length != Dimension)
        {
            throw new ArgumentException($"The vector has {length} entries; {Dimension} are needed.", name);
        }
    }
}
