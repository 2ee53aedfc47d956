using CarlemanCompiler.Linearization;

namespace CarlemanCompiler;

/// <summary>
/// Marks a <c>static partial class</c> with one <see cref="LossAttribute">[Loss]</see> method as a model: the generator compiles gradient
/// descent on its loss to tensors F_ℓ, the Carleman map, the history system and its circuit, and adds a static <c>Model</c> property and a <c>Gradient</c> method.
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
    /// The truncation error ‖θ(T) − θ̂(T)‖ that is wanted; 0 where nothing is declared. The build says which order's certified bound meets it,
    /// and warns where <see cref="Order"/> is lower.
    /// </summary>
    public double Tolerance { get; set; }

    /// <summary>
    /// File name of a CSV with a header line. Included in the project as <c>AdditionalFiles</c> it is read at build time and the diagnostics are
    /// computed on it; the program loads it with <see cref="Data.SampleTable.Parse"/>.
    /// </summary>
    public string? Data { get; set; }
}
