using System.Globalization;
using CarlemanCompiler.Approximation;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using CarlemanCompiler.Linearization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>The values of [CarlemanModel] and their ranges.</summary>
internal static class SettingsParser
{
    public static ModelSettings Parse(AttributeData attribute, FindingList findings, CancellationToken cancellation)
    {
        var settings = ModelSettings.Default;
        foreach (var argument in attribute.NamedArguments)
        {
            settings = (argument.Key, argument.Value.Scalar()) switch
            {
                ("Order", int value) => settings with { Order = value, OrderNode = NodeOf("Order") },
                ("LearningRate", double value) => settings with { LearningRate = value, RateNode = NodeOf("LearningRate") },
                ("Steps", int value) => settings with { Steps = value },
                ("Start", _) => settings with { Start = Numbers(argument.Value) },
                ("Centre", _) => settings with { Centre = Numbers(argument.Value) },
                ("Basis", int value) => settings with { Basis = (CarlemanBasis)value },
                ("EtaPowers", int value) => settings with { EtaPowers = value },
                ("Padding", int value) => settings with { Padding = value },
                ("Tolerance", double value) => settings with { Tolerance = value },
                ("Data", string value) => settings with { Data = value, DataNode = NodeOf("Data") },
                _ => settings,
            };
        }

        Require(settings.Order is >= 1 and <= CarlemanSize.MaximumOrder, "Order", settings.Order,
            $"the truncation order is 1 to {CarlemanSize.MaximumOrder}");
        Require(
            settings.LearningRate > 0 && !double.IsInfinity(settings.LearningRate),
            "LearningRate", settings.LearningRate, "the learning rate is a positive finite number");
        Require(settings.Steps >= 1, "Steps", settings.Steps, "a history holds 1 step or more");
        Require(settings.EtaPowers >= 0, "EtaPowers", settings.EtaPowers, "keep 1, 2, 3, … powers of the learning rate, or 0 for all");
        Require(settings.Padding >= 0, "Padding", settings.Padding, "extra copies of the last state are 0 or more");
        Require(
            settings.Tolerance >= 0 && !double.IsInfinity(settings.Tolerance),
            "Tolerance", settings.Tolerance, "the wanted truncation error is a positive finite number, or 0 where none is declared");
        Require(settings.Data is null || settings.Data.Trim().Length > 0, "Data", "blank", "name a CSV file or leave it out");
        Require(
            settings.Basis is CarlemanBasis.Isometric or CarlemanBasis.Symmetric or CarlemanBasis.Kronecker,
            "Basis", (int)settings.Basis, "use a member of CarlemanBasis");
        return settings;

        int NodeOf(string name) => findings.Nodes.Add(Place(attribute, name, cancellation));

        void Require(bool holds, string name, IConvertible value, string rule)
        {
            if (!holds)
            {
                findings.Add(Descriptors.InvalidSetting, Place(attribute, name, cancellation), name, Text(value), rule);
            }
        }
    }

    /// <summary>The [Approximate] attributes of a model; what is wrong with one is found where a function uses it.</summary>
    public static EquatableArray<ApproximationSetting> ParseApproximations(
        INamedTypeSymbol model, FindingList findings, CancellationToken cancellation) => model.GetAttributes()
        .Where(a => a.Is(AttributeNames.Approximate))
        .Select(attribute =>
        {
            var place = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();
            var function = attribute.ConstructorArguments is [var argument] && argument.Scalar() is int number
                ? (SmoothFunction?)number
                : null;
            return new ApproximationSetting(
                findings.Nodes.Add(place), function, Named("Degree", 5), Named("Radius", 2.0), Named("Centre", 0.0),
                (ApproximationMethod)Named("Method", (int)ApproximationMethod.Minimax));

            T Named<T>(string name, T fallback)
                where T : struct => attribute.NamedArguments
                .Where(a => string.Equals(a.Key, name, StringComparison.Ordinal))
                .Select(a => a.Value.Scalar() as T?)
                .FirstOrDefault() ?? fallback;
        })
        .ToEquatableArray();

    /// <summary>The settings that depend on the loss: points have one number per weight, and data needs someone to read it.</summary>
    public static void RequireFit(
        ModelSettings settings, LossSignature signature, AttributeData attribute, FindingList findings, CancellationToken cancellation)
    {
        RequirePoint("Start", settings.Start);
        RequirePoint("Centre", settings.Centre);
        if (settings.Data is { } file && file.Trim().Length > 0 && signature.SampleWidth == 0)
        {
            findings.Add(
                Descriptors.InvalidSetting, Place(attribute, "Data", cancellation), "Data", $"'{file}'",
                "the loss has no [Features] or [Target] parameter that would read it");
        }

        void RequirePoint(string name, EquatableArray<double> point)
        {
            if (point.Count != 0 && point.Count != signature.WeightCount)
            {
                findings.Add(
                    Descriptors.InvalidSetting, Place(attribute, name, cancellation), name, $"a point of {point.Count} numbers",
                    $"the loss has {signature.WeightCount} weights");
            }
            else if (point.Any(x => double.IsNaN(x) || double.IsInfinity(x)))
            {
                findings.Add(
                    Descriptors.InvalidSetting, Place(attribute, name, cancellation), name, "not finite",
                        "every coordinate is a finite number");
            }
        }
    }

    /// <summary>The argument's own place; the whole attribute where there is none.</summary>
    public static Location? Place(AttributeData attribute, string argument, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax ? Place(syntax, argument) : null;

    /// <inheritdoc cref="Place(AttributeData, string, CancellationToken)"/>
    public static Location Place(AttributeSyntax attribute, string argument)
    {
        var named = attribute.ArgumentList?.Arguments.FirstOrDefault(
            a => string.Equals(a.NameEquals?.Name.Identifier.ValueText, argument, StringComparison.Ordinal));
        return named?.GetLocation() ?? attribute.GetLocation();
    }

    private static EquatableArray<double> Numbers(TypedConstant array) =>
        (array.Elements() ?? []).Select(element => element is double x ? x : double.NaN).ToEquatableArray();

    private static string Text(IConvertible value) => value.ToString(CultureInfo.InvariantCulture);
}
