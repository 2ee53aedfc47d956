using CarlemanCompiler.Linearization;

namespace CarlemanCompiler;

/// <summary>
/// Marks a <c>static partial class</c> with one <see cref="LossAttribute">[Loss]</see> method as a model: the generator compiles gradient descent on its
/// loss to tensors F_ℓ, the Carleman map, the history system and its circuit, and adds a static <c>Model</c> property and a <c>Gradient</c> method.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CarlemanModelAttribute : Attribute
{
    /// <summary>N, the truncation order: powers u … u^{⊗N} are kept. 1 or more.</summary>
    public int Order { get; set; } = 2;

    /// <summary>η, the learning rate: positive and finite.</summary>
    public double LearningRate { get; set; } = 0.1;

    /// <summary>T, the number of descent steps that one linear system holds. 1 or more.</summary>
    public int Steps { get; set; } = 4;

    /// <summary>θ(0), one number per weight; zeros where not given.</summary>
    public double[]? Start { get; set; }

    /// <summary>c, the point that the loss is expanded around (the paper's re-upload point); the origin where not given.</summary>
    public double[]? Centre { get; set; }

    /// <summary>The basis of the lifted vector.</summary>
    public CarlemanBasis Basis { get; set; } = CarlemanBasis.Isometric;

    /// <summary>The largest power of η kept in the map (1, 2, 3, …); 0 keeps all.</summary>
    public int EtaPowers { get; set; }

    /// <summary>Extra copies of the last state, so that it is measured more often.</summary>
    public int Padding { get; set; }

    /// <summary>
    /// File name of a CSV with a header line. Included in the project as <c>AdditionalFiles</c> it is read at build time and the diagnostics are
    /// computed on it; the program loads it with <c>DataSet.ReadCsv</c>.
    /// </summary>
    public string? Data { get; set; }
}

/// <summary>Marks the loss of one sample: a static method that returns <see cref="double"/>. Training takes the mean over the data set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LossAttribute : Attribute;

/// <summary>Marks the span of trainable weights.</summary>
/// <param name="count">n, the number of weights.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WeightsAttribute(int count) : Attribute
{
    /// <summary>n.</summary>
    public int Count { get; } = count;
}

/// <summary>Marks the span of features of one sample.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FeaturesAttribute : Attribute
{
    /// <summary><paramref name="count"/> features, read from the CSV columns named like the parameter with the index behind it (x0, x1, …).</summary>
    public FeaturesAttribute(int count) => Count = count;

    /// <summary>One feature per named CSV column.</summary>
    public FeaturesAttribute(params string[] columns)
    {
        Columns = columns;
        Count = columns.Length;
    }

    /// <summary>Number of features.</summary>
    public int Count { get; }

    /// <summary>CSV columns; null when they are named after the parameter.</summary>
    public string[]? Columns { get; }
}

/// <summary>Marks the target of one sample, a <see cref="double"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TargetAttribute : Attribute
{
    /// <summary>The target is read from the CSV column named like the parameter.</summary>
    public TargetAttribute()
    {
    }

    /// <summary>The target is read from the named CSV column.</summary>
    public TargetAttribute(string column) => Column = column;

    /// <summary>CSV column; null when it is named after the parameter.</summary>
    public string? Column { get; }
}
