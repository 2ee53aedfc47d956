using CarlemanCompiler.Approximation;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>Smooth functions: themselves on numbers, their declared polynomials on weights and data, with a record of where that was.</summary>
internal sealed class SmoothFunctionRecorder(TapeRecorder numbers, IReadOnlyList<ApproximationSetting> declarations)
{
    private readonly Dictionary<(int Source, int Extent, int Degree, double Centre, double Radius), Site> sites = [];

    public EquatableArray<ApproximationSite> Sites => sites.Values
        .Select(site => site.Result with
        {
            Arguments = site.Arguments.ToEquatableArray(),
            Results = site.Results.ToEquatableArray(),
            Substitutions = site.Substitutions.ToEquatableArray(),
        })
        .ToEquatableArray();

    /// <summary>f(x).</summary>
    /// <param name="text">The function as the user wrote it.</param>
    /// <param name="declared">What the call itself declares.</param>
    public Value Apply(int source, SmoothFunction function, string text, Value argument, ApproximationSetting? declared)
    {
        var rule = SmoothFunctions.For(function);
        if (argument is RealValue real && declared is null)
        {
            return new RealValue(TapeRecorder.Finite(source, rule.Value(real.Number)));
        }

        var setting = declared ?? Find(source, function, text);
        var approximation = Approximation(source, function, setting);
        if (argument is RealValue number)
        {
            return new RealValue(TapeRecorder.Finite(source, approximation.Evaluate(number.Number)));
        }

        // t = (x − centre) / radius in [−1, 1], as IntervalApproximation evaluates it.
        var scaled = numbers.Apply(
            source, ArithmeticOperator.Divide, numbers.Subtract(source, argument, new RealValue(setting.Centre)), new RealValue(setting.Radius));
        var value = numbers.Polynomial(source, scaled, approximation.Coefficients.AsSpan());
        var site = SiteOf(source, 1, setting, () => new ApproximationSite(
            source, text, function, setting.Degree, setting.Centre, setting.Radius, approximation.Error, approximation.DerivativeError,
            [], [], []));
        int argumentNode = numbers.ToNode(argument, source);
        int resultNode = numbers.ToNode(value, source);
        site.Arguments.Add(argumentNode);
        site.Results.Add(resultNode);
        site.Substitutions.Add(new TapeSubstitution(argumentNode, resultNode, function));
        return value;
    }

    /// <summary>log Σ_i e^{v_i}.</summary>
    public Value LogSumExp(int source, IReadOnlyList<Value> elements, ApproximationSetting? declared)
    {
        if (elements.Count == 0)
        {
            throw ExpansionException.At(source, Descriptors.ConstantArithmetic, "LogSumExp of no numbers");
        }

        if (elements.All(e => e is RealValue) && declared is null)
        {
            double largest = elements.Max(e => ((RealValue)e).Number);
            return new RealValue(largest + Math.Log(elements.Sum(e => Math.Exp(((RealValue)e).Number - largest))));
        }

        if (elements.Count == 1)
        {
            return elements[0];
        }

        var setting = declared ?? Find(source, function: null, "LogSumExp");
        if (LogSumExpApproximation.Problem(elements.Count, setting.Degree, setting.Radius) is { } problem)
        {
            throw ExpansionException.At(source, Descriptors.InvalidApproximation, problem.TrimEnd('.'));
        }

        var approximation = LogSumExpApproximation.Of(elements.Count, setting.Degree, setting.Radius);
        var site = SiteOf(source, elements.Count, setting, () => new ApproximationSite(
            source, "LogSumExp", null, setting.Degree, 0, setting.Radius, approximation.Error, double.NaN, [], [], []));
        var value = Compose(source, elements, approximation, site);
        site.Results.Add(numbers.ToNode(value, source));
        return value;
    }

    /// <summary>As <see cref="LogSumExpApproximation"/> evaluates it.</summary>
    private Value Compose(int source, IReadOnlyList<Value> elements, LogSumExpApproximation approximation, Site site)
    {
        var mean = Mean(source, elements);
        var deviations = elements.Select(element => numbers.Subtract(source, element, mean)).ToList();
        site.Arguments.AddRange(deviations.Select(deviation => numbers.ToNode(deviation, source)));
        if (approximation is not { Exponential: { } exponential, Logarithm: { } logarithm })
        {
            // Two numbers: z₁ + softplus(z₀ − z₁).
            var difference = numbers.Subtract(source, elements[0], elements[1]);
            return numbers.Add(source, elements[1], Polynomial(source, difference, approximation.Softplus!, linearTerm: true, site));
        }

        // log Σ e^z = mean + log k + log(mean of e^(z − mean)); the deviations add up to zero, and with them the linear terms.
        var exponentials = deviations.Select(d => Polynomial(source, d, exponential, linearTerm: false, site)).ToList();
        var tail = Polynomial(source, Mean(source, exponentials), logarithm, linearTerm: true, site);
        var logCount = new RealValue(SmoothFunctions.For(SmoothFunction.Log).Value(elements.Count));
        return numbers.Add(source, mean, numbers.Add(source, logCount, tail));
    }

    private Value Polynomial(int source, Value argument, IntervalApproximation approximation, bool linearTerm, Site site)
    {
        var coefficients = linearTerm ? approximation.Coefficients : approximation.Coefficients.SetItem(1, 0);
        var shifted = numbers.Subtract(source, argument, new RealValue(approximation.Centre));
        var scaled = numbers.Apply(source, ArithmeticOperator.Divide, shifted, new RealValue(approximation.Radius));
        var value = numbers.Polynomial(source, scaled, coefficients.AsSpan());
        site.Substitutions.Add(
            new TapeSubstitution(numbers.ToNode(argument, source), numbers.ToNode(value, source), approximation.Function));
        return value;
    }

    private Value Mean(int source, IReadOnlyList<Value> elements)
    {
        var sum = elements[0];
        for (int i = 1; i < elements.Count; i++)
        {
            sum = numbers.Add(source, sum, elements[i]);
        }

        return numbers.Apply(source, ArithmeticOperator.Divide, sum, new RealValue(elements.Count));
    }

    private ApproximationSetting Find(int source, SmoothFunction? function, string text)
    {
        var own = declarations.FirstOrDefault(d => d.Function is not null && d.Function == function);
        string name = function?.ToString() ?? "LogSumExp";
        string[] arguments = NeedsCentre(function)
            ? [text, name, ", centre: 2", $"SmoothFunction.{name}, Degree = 5, Radius = 1, Centre = 2"]
            : [text, name, "", "Degree = 5, Radius = 1"];
        return own ?? declarations.FirstOrDefault(d => d.Function is null)
            ?? throw new ExpansionException(new Finding(Descriptors.NeedsApproximation.Id, source, new(arguments), Remedy: name));
    }

    /// <summary>Functions whose domain ends at 0.</summary>
    private static bool NeedsCentre(SmoothFunction? function) =>
        function is SmoothFunction.Log or SmoothFunction.Sqrt or SmoothFunction.Reciprocal;

    private static IntervalApproximation Approximation(int source, SmoothFunction function, ApproximationSetting setting)
    {
        if (IntervalApproximation.Problem(function, setting.Degree, setting.Radius, setting.Centre) is { } problem)
        {
            throw ExpansionException.At(source, Descriptors.InvalidApproximation, problem.TrimEnd('.'));
        }

        return IntervalApproximation.Of(function, setting.Degree, setting.Radius, setting.Centre, setting.Method);
    }

    private Site SiteOf(int source, int extent, ApproximationSetting setting, Func<ApproximationSite> create)
    {
        var key = (source, extent, setting.Degree, setting.Centre, setting.Radius);
        if (!sites.TryGetValue(key, out var site))
        {
            sites.Add(key, site = new Site(create()));
        }

        return site;
    }

    private sealed class Site(ApproximationSite result)
    {
        public ApproximationSite Result { get; } = result;

        public List<int> Arguments { get; } = [];

        public List<int> Results { get; } = [];

        public List<TapeSubstitution> Substitutions { get; } = [];
    }
}
