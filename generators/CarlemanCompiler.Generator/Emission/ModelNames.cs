using CarlemanCompiler.Generator.Language;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>How the polynomial variables of a model are called: w[0] in formulas and reads, w0 and w0_2 (its square) as locals.</summary>
internal sealed class ModelNames
{
    private readonly LossParameter[] parameterOf;
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private IReadOnlyList<string>? locals;

    public ModelNames(LossSignature signature)
    {
        parameterOf = new LossParameter[signature.VariableCount];
        foreach (var parameter in signature.Parameters)
        {
            taken.Add(parameter.Name.TrimStart('@'));
            parameterOf.AsSpan(parameter.First, parameter.Count).Fill(parameter);
        }

        GradientParameter = Free("gradient");
    }

    /// <summary>The name of the span that receives the gradient.</summary>
    public string GradientParameter { get; }

    /// <summary>The name that holds each variable: a local, or the parameter itself where that is a number.</summary>
    public IReadOnlyList<string> Locals =>
        locals ??= [.. parameterOf.Select((parameter, v) => IsParameter(v) ? parameter.Name : Free(Bare(v)))];

    /// <summary>Whether the variable is a parameter of its own.</summary>
    public bool IsParameter(int variable) => parameterOf[variable].Form == ParameterForm.Number;

    /// <summary>w[0], m[1, 2], y.</summary>
    public string Read(int variable)
    {
        var parameter = parameterOf[variable];
        int index = variable - parameter.First;
        int columns = parameter.Rows == 0 ? 0 : parameter.Count / parameter.Rows;
        return parameter.Form switch
        {
            ParameterForm.Number => parameter.Name,
            ParameterForm.Matrix => $"{parameter.Name}[{Literals.Of(index / columns)}, {Literals.Of(index % columns)}]",
            _ => $"{parameter.Name}[{Literals.Of(index)}]",
        };
    }

    /// <summary>The same where a parameter's numbers are vectors in a span of its name, row by row: w[0], m[5], y.</summary>
    public string ReadLane(int variable)
    {
        var parameter = parameterOf[variable];
        return parameter.Form == ParameterForm.Number ? parameter.Name : $"{parameter.Name}[{Literals.Of(variable - parameter.First)}]";
    }

    /// <summary>A name that nothing else in the method has.</summary>
    public string Free(string wish)
    {
        string name = wish;
        if (!numbers.TryGetValue(wish, out int next))
        {
            next = 2;
        }

        for (; !taken.Add(name); next++)
        {
            name = (char.IsDigit(wish[wish.Length - 1]) ? wish + "_" : wish) + Literals.Of(next);
        }

        numbers[wish] = next;
        return name;
    }

    private string Bare(int variable)
    {
        var parameter = parameterOf[variable];
        string name = parameter.Name.TrimStart('@');
        return name + Literals.Of(variable - parameter.First);
    }
}
