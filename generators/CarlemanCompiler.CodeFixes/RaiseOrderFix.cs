using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CarlemanCompiler.CodeFixes;

/// <summary>CARL321: raises the truncation order to the first that is certified to meet the tolerance.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RaiseOrderFix))]
[Shared]
public sealed class RaiseOrderFix() : SettingFix("CARL321", "Order", "Raise the order to what the tolerance needs");
