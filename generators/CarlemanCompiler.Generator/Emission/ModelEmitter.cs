using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Generator.Expansion;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Reports;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>
/// The file of one compiled model: a part of the user's class with Model, Gradient, the tables and the circuit's description.
/// </summary>
internal static class ModelEmitter
{
    public static string Emit(
        ModelSpec spec,
        ContainerSpec container,
        LossSignature signature,
        ExpandedLoss loss,
        GradientStructure structure,
        BuildReport? report,
        CancellationToken cancellation)
    {
        return ContainerEmitter.Wrap(container, writer =>
        {
            EmitModel(writer, spec, container, signature);
            writer.Skip();
            GradientEmitter.Emit(writer, signature, loss, cancellation);
            writer.Skip();
            StructureEmitter.Emit(writer, signature, structure);
            writer.Skip();
            CircuitEmitter.Emit(writer, spec.Settings, signature.WeightCount, report);
        });
    }

    private static void EmitModel(IndentedWriter writer, ModelSpec spec, ContainerSpec container, LossSignature signature)
    {
        var settings = spec.Settings;
        writer.Write($"""/// <summary>The compiled model: gradient descent on <c>{Literals.Xml(signature.Name)}</c>, ready to be linearized and trained.</summary>""");
        using (writer.Block($"public static global::CarlemanCompiler.CompiledModel {GeneratedNames.Model} {{ get; }} = new()",
            closing: "};"))
        {
            writer.Write($"""
                Name = {Literals.Of(spec.Name)},
                Structure = {GeneratedNames.Structure}(),
                Loss = static (weights, sample) => {container.QualifiedName}.{signature.Name}({Arguments(signature)}),
                Gradient = static (weights, sample, gradient) => {container.QualifiedName}.{GeneratedNames.Gradient}({Arguments(signature)}, gradient),
                LearningRate = {Literals.Of(settings.LearningRate)},
                Order = {Literals.Of(settings.Order)},
                Steps = {Literals.Of(settings.Steps)},
                Start = {Point(settings.Start, signature)},
                Centre = {Point(settings.Centre, signature)},
                Columns = {Literals.Table([.. signature.Columns.Select(Literals.Of)])},
                """);
            if (settings.Data is { } file)
            {
                writer.Write($"DataFile = {Literals.Of(file)},");
            }

            writer.Write($"""
                Basis = global::CarlemanCompiler.Linearization.CarlemanBasis.{settings.Basis},
                EtaPowers = {Literals.Of(settings.EtaPowers)},
                Padding = {Literals.Of(settings.Padding)},
                """);
        }
    }

    /// <summary>The loss method's arguments cut out of one sample.</summary>
    private static string Arguments(LossSignature signature) => string.Join(", ", signature.Parameters.Select(p => p.Role switch
    {
        ParameterRole.Weights => "weights",
        ParameterRole.Features => $"sample.Slice({Literals.Of(p.First - signature.WeightCount)}, {Literals.Of(p.Count)})",
        _ => $"sample[{Literals.Of(p.First - signature.WeightCount)}]",
    }));

    private static string Point(IReadOnlyList<double> point, LossSignature signature) =>
        Literals.Table([.. (point.Count == 0 ? new double[signature.WeightCount] : point).Select(Literals.Of)]);
}
