using CarlemanCompiler.Generator.Language;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>How the polynomial variables of a model are called: w[0] in formulas and reads, w0 and w0_2 (its square) as locals.</summary>
internal sealed class ModelNames
{
    private readonly LossSignature signature;
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public ModelNames(LossSignature signature)
    {
        this.signature = signature;
        foreach (var parameter in signature.Parameters)
        {
            taken.Add(parameter.Name.TrimStart('@'));
        }

        GradientParameter = Free("gradient");
        Locals = [.. Enumerable.Range(0, signature.VariableCount).Select(v => IsParameter(v) ? Read(v) : Free(Bare(v)))];
    }

    /// <summary>The name of the span that receives the gradient.</summary>
    public string GradientParameter { get; }

    /// <summary>The name that holds each variable: a local, or the parameter itself where that is a number.</summary>
    public IReadOnlyList<string> Locals { get; }

    /// <summary>Whether the variable is a parameter of its own.</summary>
    public bool IsParameter(int variable) => ParameterOf(variable).Form == ParameterForm.Number;

    /// <summary>w[0], m[1, 2], y.</summary>
    public string Read(int variable)
    {
        var parameter = ParameterOf(variable);
        int index = variable - parameter.First;
        int columns = parameter.Rows == 0 ? 0 : parameter.Count / parameter.Rows;
        return parameter.Form switch
        {
            ParameterForm.Number => parameter.Name,
            ParameterForm.Matrix => $"{parameter.Name}[{Literals.Of(index / columns)}, {Literals.Of(index % columns)}]",
            _ => $"{parameter.Name}[{Literals.Of(index)}]",
        };
    }

    /// <summary>A name that nothing else in the method has.</summary>
    public string Free(string wish)
    {
        string name = wish;
        for (int next = 2; !taken.Add(name); next++)
        {
            name = (char.IsDigit(wish[wish.Length - 1]) ? wish + "_" : wish) + Literals.Of(next);
        }

        return name;
    }

    private string Bare(int variable)
    {
        var parameter = ParameterOf(variable);
        string name = parameter.Name.TrimStart('@');
        return name + Literals.Of(variable - parameter.First);
    }

    private LossParameter ParameterOf(int variable) => signature.Parameters.First(p => variable >= p.First && variable < p.First + p.Count);
}
