using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Diagnostics;

/// <summary>
/// The table of all diagnostics. 0xx: the declaration, 1xx: the language, 2xx: data, 3xx: reports, 7xx: for the editor alone, 9xx: the
/// compiler itself.
/// </summary>
internal static class Descriptors
{
    /// <summary>Where the page of an id is found: this followed by id and ".md".</summary>
    public const string HelpRoot = "https://github.com/carleman-compiler/CarlemanCompiler/blob/main/docs/diagnostics/";

    private const string Category = "CarlemanCompiler";

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "CARL001", "A model class has to be partial", "'{0}' has to be declared 'partial', so that the compiled model can be added to it");

    public static readonly DiagnosticDescriptor LossCount = Error(
        "CARL002", "A model has exactly one loss", "'{0}' has {1} methods marked [Loss]; mark exactly one");

    public static readonly DiagnosticDescriptor LossSignature = Error(
        "CARL003", "The loss method's signature is not usable", "{0}; {1}");

    public static readonly DiagnosticDescriptor InvalidSetting = Error(
        "CARL004", "A setting of the model is out of range", "{0} is {1}; {2}");

    public static readonly DiagnosticDescriptor UnsupportedContainer = Error(
        "CARL005", "A model class cannot be generic or file-local", "'{0}' is {1}; declare the model in an ordinary class");

    public static readonly DiagnosticDescriptor NameTaken = Error(
        "CARL006", "A generated member's name is taken",
            "The compiled model adds a member named '{0}' to '{1}', and this has the same name; rename it");

    public static readonly DiagnosticDescriptor Unsupported = Error(
        "CARL101", "Outside the language of a loss", "{0} cannot be compiled; {1}");

    public static readonly DiagnosticDescriptor NotPolynomial = Error(
        "CARL102", "Not a polynomial", "{0} is not a polynomial of weights and data; {1}");

    public static readonly DiagnosticDescriptor IndexOutOfRange = Error(
        "CARL103", "Index out of range", "Index {0} is outside '{1}', which holds {2}");

    public static readonly DiagnosticDescriptor ConstantArithmetic = Error(
        "CARL104", "Constant arithmetic fails", "{0}");

    public static readonly DiagnosticDescriptor Recursion = Error(
        "CARL105", "A loss cannot recurse", "'{0}' calls itself ({1}); use a 'for' loop with constant bounds");

    public static readonly DiagnosticDescriptor LoopLimit = Error(
        "CARL106", "The loss does not come to an end",
            "The loss takes over {0} evaluation steps when its loops are unrolled; check the loop's bounds");

    public static readonly DiagnosticDescriptor TooLarge = Error(
        "CARL107", "The loss is too large to expand", "{0}; {1}");

    public static readonly DiagnosticDescriptor UnusedWeights = Warning(
        "CARL108", "Weights that the loss does not depend on", "The loss does not depend on {0}: training leaves it at its start value");

    public static readonly DiagnosticDescriptor NeedsApproximation = Error(
        "CARL109", "A function needs a declared approximation",
        "{0} is not a polynomial of weights and data; declare the polynomial in its place: [Approximate({3})] on the model, or "
            + "Approximate.{1}(x, degree: 5, radius: 1{2}) at the call");

    public static readonly DiagnosticDescriptor InvalidApproximation = Error(
        "CARL110", "An approximation cannot be made", "{0}");

    public static readonly DiagnosticDescriptor DataAtRunTime = Information(
        "CARL201", "Reports on data are available at run time", "'{0}': {1}, so sparsity and dissipation are not known at build time; {2}");

    public static readonly DiagnosticDescriptor InvalidData = Error(
        "CARL202", "The data file cannot be read", "{0}");

    public static readonly DiagnosticDescriptor AmbiguousData = Error(
        "CARL203", "Several data files have the same name", "'{0}' names {1} of the AdditionalFiles; name it with enough of its folders");

    public static readonly DiagnosticDescriptor Sparsity = Information(
        "CARL301", "Sparsity", "Sparsity of '{0}': {1}");

    public static readonly DiagnosticDescriptor Dissipation = Information(
        "CARL302", "Dissipation", "Dissipation of '{0}': {1}");

    public static readonly DiagnosticDescriptor Size = Information(
        "CARL303", "Size", "Size of '{0}': {1}");

    public static readonly DiagnosticDescriptor Circuit = Information(
        "CARL304", "Circuit", "Circuit of '{0}': {1}");

    public static readonly DiagnosticDescriptor Approximation = Information(
        "CARL305", "Approximation",
        "{0} is compiled as the polynomial of degree {1} nearest to it on [{2}, {3}]: largest error {4}{5}");

    public static readonly DiagnosticDescriptor Truncation = Information(
        "CARL306", "Truncation", "Truncation of '{0}': {1}");

    public static readonly DiagnosticDescriptor UnstableRate = Warning(
        "CARL311", "The learning rate is unstable",
            "LearningRate {0} is unstable at the start point; the largest stable one is {1}, 2 over the largest Hessian eigenvalue {2}");

    public static readonly DiagnosticDescriptor DivergentModes = Warning(
        "CARL312", "Divergent modes", "{0} of {1} modes diverge at the start point (lowest Hessian eigenvalue {2}), and the lifted system grows along them; {3}");

    public static readonly DiagnosticDescriptor OverBudget = Warning(
        "CARL313", "Over the memory budget", "{0}; {1}");

    public static readonly DiagnosticDescriptor CannotFit = Error(
        "CARL314", "Does not fit the memory budget", "{0}; {1}");

    public static readonly DiagnosticDescriptor StructureAtRunTime = Information(
        "CARL315", "The structure is evaluated at run time",
            "'{0}': {1}, so its tensors are computed when they are first used, and what is said about them is left to run time; {2}");

    public static readonly DiagnosticDescriptor OrderTooLow = Warning(
        "CARL321", "The truncation order is too low for the tolerance",
        "Order {0} is certified to {1} after {2}, over the Tolerance of {3}; {4}");

    public static readonly DiagnosticDescriptor FixAtHand = Hidden("CARL701", "A fix is at hand", "The editor can mend {0} here");

    public static readonly DiagnosticDescriptor Unexpected = Error(
        "CARL901", "The compiler failed", "The compiler failed on this model ({0}: {1}); please report it together with the loss method");

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        NotPartial, LossCount, LossSignature, InvalidSetting, UnsupportedContainer, NameTaken,
        Unsupported, NotPolynomial, IndexOutOfRange, ConstantArithmetic, Recursion, LoopLimit, TooLarge, UnusedWeights,
        NeedsApproximation, InvalidApproximation,
        DataAtRunTime, InvalidData, AmbiguousData,
        Sparsity, Dissipation, Size, Circuit, Approximation, Truncation,
        UnstableRate, DivergentModes, OverBudget, CannotFit, StructureAtRunTime, OrderTooLow,
        FixAtHand, Unexpected,
    ];

    /// <summary>The descriptor of an id of this table.</summary>
    public static DiagnosticDescriptor ById(string id) => All.First(d => string.Equals(d.Id, id, StringComparison.Ordinal));

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Information(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Hidden(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Hidden);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpRoot + id + ".md");
}
